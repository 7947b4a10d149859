# The first administrator, and what follows.
set-up-title = Set up Bailiwick
set-up-about = Make the first administrator. Whoever holds the secret of the set-up is the one.
set-up-mend = Something has to be mended; see below.
set-up-secret = Secret of the set-up
set-up-secret-hint = The server printed it where it was started, or wrote it to the file set-up-secret in its data folder. It works for an hour.
set-up-wrong-secret = This is not the secret, or its hour is over. Run “bailiwick admin set-up” on the server for another one.
set-up-first-name = First name
set-up-last-name = Last name
set-up-login = Login
set-up-email = Email address
set-up-submit = Make me the administrator
set-up-done-title = Bailiwick is set up
set-up-done-about = There is an administrator already. Sign in, or ask whoever manages users.
set-up-step-administrator = Administrator
set-up-step-organisation = Organisation
set-up-step-areas = Areas
set-up-step-security = Security
