# Passkeys, and what somebody does about his own security.
sign-in-with-passkey = Sign in with a passkey
sign-in-wrong-passkey = This passkey did not work here. Try again, or sign in another way.
or-password = or use your password
or-code = or type a code
or-passkey = or use a passkey instead
use-passkey = Use your passkey or security key
second-passkey-title = Use your passkey
second-passkey-about = Your passkey or security key shows that it is you.
passkey-make = Make a passkey
passkey-failed = The passkey did not work. Try again in a moment, or use another way.
passkey-stopped = It was stopped, or took too long. Try again.
passkey-known = This device has a passkey of yours already. Use another device.
passkey-needs-script = Passkeys need scripts, and a browser that knows them. Turn scripts on, or use another browser.
passkey-other-site = The passkey was made at another address than ours. Open the right one and try again.
passkey-over = This took too long, or was finished in another window. Try again.
passkey-not-verified = The device did not ask for a PIN, a finger or a face. Set one up on it, or use another device.
passkey-not-allowed = Your organisation does not allow this kind of device. Use one that it allows.
passkey-refused = This passkey was not accepted. Try again, or use another device.
factor-name = Name
factor-name-hint = So that you know it again, such as Blue key or Work telephone.
factor-misnamed = Give it a name of 1 to 60 characters, in one line.
agent-on = { $browser } on { $system }
skip = Skip to content
main-navigation = Main
overview = Overview
my-account = My account
breadcrumb = Where you are
open-menu = Open menu
close-menu = Close menu
switch-theme = Switch between light and dark
your-account = Your account:
cancel = Cancel
change = Change
rename = Rename
remove = Remove
security-title = Sign-in and security
security-about = How you show that it is you, and where you are signed in.
passkeys = Passkeys
passkeys-about = Sign in with your finger, your face or a security key. Nothing to remember, and nothing to steal.
passkeys-none = You have none yet.
add-passkey = Add passkey
second-factor = Second factor
second-required = Required by your organisation
authenticators-none = No authenticator app yet.
add-authenticator = Add authenticator app
authenticator = Authenticator app
factor-used = Added on { $added }, last used on { $used }
factor-unused = Added on { $added }, not used yet
recovery-codes = Recovery codes
recovery-left = { $count ->
    [0] There are none.
    [one] One is left. It works once.
   *[other] { $count } are left. Each works once.
  }
recovery-new = New codes
recovery-title = Recovery codes
recovery-about = For the day when your telephone or key is not at hand. Each code works once, beside your password.
recovery-warn = You get ten new codes. Those you have now stop working.
recovery-make = Make new codes
recovery-once = Print these or write them down now. They are shown this once.
recovery-kept = I have kept them
sessions = Where you are signed in
session-this = This session
session-told = { $address }, since { $since }
session-seen = Last seen on { $when }
end-session = End
end-others = Sign out everywhere else
devices = Browsers that are known
devices-about = A browser that you trust does not ask for your second factor for a while.
devices-none = None is known.
device-told = { $network }, last on { $when }
device-trusted = Trusted until { $until }
forget-device = Forget
password-set = Chosen on { $when }.
password-none = You have no password.
password-wrong = The present password is wrong. Type it again.
present-password = Present password
change-password = Change password
authenticator-new-title = Add an authenticator app
authenticator-new-about = An app on your telephone that shows six digits, anew every 30 seconds.
passkey-new-title = Add a passkey
passkey-new-about = Your device asks for your finger, your face or its PIN, and keeps the passkey.
passkey-kind = What it is for
passkey-kind-alone = Passkey
passkey-kind-alone-about = Signs you in by itself. The device has to tell you by a PIN, a finger or a face.
passkey-kind-second = Security key as second factor
passkey-kind-second-about = Beside your password. Keys without a PIN will do.
passkey-taken = This passkey belongs to another account. Use another device.
factor-passkey-title = Passkey
factor-totp-title = Authenticator app
factor-remove-title = Remove it
factor-remove-passkey = It no longer signs you in. Delete it on the device as well.
factor-remove-totp = Its codes no longer work. Delete the entry in the app as well.
done-passkey-added = The passkey was added.
done-authenticator-added = The authenticator app was added.
done-renamed = It has its new name.
done-removed = It was removed.
done-session-ended = The session has ended.
done-sessions-ended = You are signed out everywhere else.
done-device-forgotten = The browser is forgotten.
done-password-changed = You have a new password.
step-up-title = Show that it is you
step-up-about = This is worth protecting. It is asked again only after a few minutes.
step-up-or = or
step-up-wrong = That is not your password. Type it again.
step-up-none = There is nothing that you could show here. Ask whoever manages your account.
strength = How hard it is to guess
strength-fair = This will do. Another word makes it better.
strength-good = This is hard to guess.
strength-common = It is much like a password that many people take.
strength-word = A single word or name is easy to guess. Take several.
strength-keys = Rows of keys are easy to guess.
strength-repetition = What repeats itself is easy to guess.
strength-sequence = Sequences such as abc or 6543 are easy to guess.
strength-date = Dates and years are easy to guess.
strength-disguise = Signs in the place of letters, and a capital at the beginning, help little.
strength-words = Add a word or two that nobody expects there.
password-too-short = Take at least { $count } characters, such as four or five words.
password-lower = { $count ->
    [one] It takes a small letter.
   *[other] It takes { $count } small letters.
  }
password-upper = { $count ->
    [one] It takes a capital letter.
   *[other] It takes { $count } capital letters.
  }
password-digit = { $count ->
    [one] It takes a digit.
   *[other] It takes { $count } digits.
  }
password-symbol = { $count ->
    [one] It takes a character that is neither letter nor digit.
   *[other] It takes { $count } characters that are neither letters nor digits.
  }
password-common = This is one of the commonest passwords. Take another.
password-breached = This password became known in a breach of another service. Take one that you use nowhere else.
password-context = It contains “{ $word }”, which others know of you. Leave that out.
password-too-weak = This is easy to guess. Add a word or two that nobody expects there.
password-used-before = { $count ->
    [one] This is the password that you had. Take another.
   *[other] This is one of your last { $count } passwords. Take one that you have not had.
  }
password-empty = Type a password.
password-too-long = A password has at most 128 characters.
password-control = There is a character in it that is no text, such as a tab. Leave it out.
