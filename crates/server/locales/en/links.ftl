# Pages that have to do with letters: links that were sent, and asking for them.
forgot-password = Forgot your password?
forgotten-title = Reset your password
forgotten-about = Enter your email address or login. If there is such an account, we send a link that works once, for 30 minutes.
forgotten-submit = Send link
forgotten-asked-title = Look into your mailbox
forgotten-asked-about = If there is such an account, a letter with a link is on its way to its address. If none comes within a few minutes, look among unwanted mail, or ask whoever manages your account.
forgotten-no-mail = No letters are sent from here. Ask whoever manages your account for a new password.
sign-in-dead-link = This link was used already, is too old, or a newer one was sent. Ask for another one.
reset-title = Choose a new password
reset-about = You followed the link that we sent you. If your account has a second factor, you will be asked for it first.
invitation-title = Welcome
invitation-about = An account was set up for you. Go on to choose your password and sign in.
link-name = Name
link-by = Invited by
link-ends = Works until
link-once = The link works once. Go on only if you can finish now.
