# What holds for the installation and at places.
set-defaults = Defaults
set-applies = Applies to { $place }.
set-at-named = { $name } and everything below
set-at-installation = everybody
set-at-company = company { $code }
set-at-department = department { $code }
set-at-area = area { $code }
set-at-role = role { $code }
set-at-user = user { $code }
set-of-all = Of everybody
set-first = To change this, show first that it is you.
set-clash = Someone else changed one of these while you did. Nothing of yours was saved: discard to see what holds now, and change what is still wanted.
set-setting = Setting
set-source = From
set-value = Value
set-without = Without its own
set-here = Set here
set-from = From { $place }
set-default = Default
set-nothing = No limit
set-own = Set here
set-lock = Lock below
set-locked = Locked
set-locked-by = Locked by
set-idle = Without effect:
set-otherwise = Otherwise: { $value }
set-save = Save policy
set-discard = Discard
set-confirm = It takes having shown not long ago that it is you.
set-on-this-page = On this page
set-if-saved = If you save now
set-if-saved-about = Change something, and this says whom it touches. Without scripts, choose Preview.
set-nothing-changes = Nothing changes.
set-read-only = You may look at this and not change it.
set-stricter = { $count ->
    [one] { $setting }: stricter for one person
   *[other] { $setting }: stricter for { $count } people
  }
set-laxer = { $count ->
    [one] { $setting }: laxer for one person
   *[other] { $setting }: laxer for { $count } people
  }
set-otherwise-people = { $count ->
    [one] { $setting }: different for one person
   *[other] { $setting }: different for { $count } people
  }
set-weaker = { $count ->
    [one] { $setting }: one password falls short
   *[other] { $setting }: { $count } passwords fall short
  }
set-unknown = { $count ->
    [one] { $setting }: of one password it is not known
   *[other] { $setting }: of { $count } passwords it is not known
  }
set-older = { $count ->
    [one] { $setting }: one password is too old
   *[other] { $setting }: { $count } passwords are too old
  }
set-required = { $count ->
    [one] { $setting }: one person chooses another password at the next sign-in
   *[other] { $setting }: { $count } people choose another password at the next sign-in
  }
set-becomes = { $setting }: { $value }
set-require-change = Whoever’s password falls short chooses another
set-require-change-about = When they next sign in. Otherwise it holds for new passwords alone.
set-passwords = Passwords
set-second = Second factor
set-sessions = Sessions
set-lockout = Lockout
set-networks = Networks
set-accounts = Accounts and seats
set-contact = Contact
set-unit-characters = characters
set-unit-passwords = passwords
set-unit-days = days
set-unit-minutes = minutes
set-unit-hours = hours
set-unit-sessions = sessions
set-unit-seats = seats
set-unit-percent = percent
set-unit-attempts = attempts
set-password-min-length = Shortest password
set-password-composition = Must contain
set-password-composition-about = Advised against: people meet such rules in ways that are easy to guess.
set-password-composition-digit = A digit
set-password-composition-lower = A small letter
set-password-composition-symbol = A symbol
set-password-composition-upper = A capital letter
set-password-expiry-days = Expires after
set-password-expiry-days-about = 0 means never, which is advised.
set-password-history = May not repeat the last
set-password-history-about = 0 means that any may be taken again.
set-password-reset = Forgotten passwords
set-password-reset-email = People reset their own by a letter
set-password-reset-administrator = Somebody who manages the account resets them
set-factor-required = Who needs one
set-factor-required-optional = Optional
set-factor-required-administrators = Required for administrators
set-factor-required-everybody = Required for all users
set-factor-required-optional-about = People can add one themselves
set-factor-required-administrators-about = Whoever administers has to show one
set-factor-required-everybody-about = Everybody sets one up at the next sign-in
set-factor-methods = What may be shown
set-factor-methods-email = A code from a letter
set-factor-methods-passkey = A passkey
set-factor-methods-recovery = A recovery code
set-factor-methods-sms = A code from a text message
set-factor-methods-totp = An authenticator app
set-factor-trust-days = Trust a browser for
set-factor-trust-days-about = 0 means that it is asked for each time.
set-passkey-attested = Passkeys of known makers alone
set-passkey-attested-about = A passkey then has to show of which make its device is.
set-step-up-minutes = Having shown who one is counts for
set-step-up-minutes-about = For what is worth protecting, such as this page.
set-session-idle-minutes = Sign out when idle for
set-session-hours = Longest session
set-session-limit = Sessions at a time
set-session-limit-about = Empty means no limit.
set-session-when-full = When there are so many
set-session-when-full-choose = People choose which one ends
set-session-when-full-oldest = The oldest ends
set-session-when-full-deny = No other is opened
set-session-ends-on = All others end with
set-session-ends-on-factor = A second factor that is removed
set-session-ends-on-password = A new password
set-session-ends-on-role = A role that is lost
set-lockout-attempts = Wait after
set-lockout-stop = Stop after
set-lockout-stop-about = Wrong attempts in a row before only somebody who manages the account lets go on.
set-lockout-per-minute = Wrong attempts a minute
set-lockout-per-minute-about = At all accounts together, from browsers that have not signed in before.
set-network-allow = Allowed networks
set-network-allow-about = One to a line, such as 10.20.0.0/16. Empty means any.
set-network-deny = Refused networks
set-network-deny-about = They are refused whatever is allowed.
set-sign-in-open = People can sign in
set-sign-in-open-about = “No” shuts the door, such as during maintenance.
set-seats-limit = Seats
set-seats-limit-about = How many accounts there can be. Empty means no limit.
set-seats-warn-percent = Warn from
set-account-default-role = New people start with
set-account-default-role-about = A global role that new accounts get.
set-account-invitation-days = Invitations last
set-account-recovery-days = Accounts that were left can come back for
set-users-self-editable = What people may change of themselves
set-users-self-editable-attributes = Further details
set-users-self-editable-avatar = Picture
set-users-self-editable-email = Address
set-users-self-editable-first-name = First name
set-users-self-editable-job-title = Job title
set-users-self-editable-language = Language
set-users-self-editable-last-name = Last name
set-users-self-editable-name = Name to show
set-users-self-editable-notifications = Notifications
set-users-self-editable-phones = Telephones
set-users-self-editable-qualifications = Skills and certificates
set-users-self-editable-timezone = Time zone
set-jobs-keep-days = Keep what came of jobs for
set-language = Language
set-timezone = Time zone
set-contact-email = Address to write to
set-contact-phone = Number to call
set-alerts-email = Address for alerts
set-alerts-email-about = Told when many sign-ins fail; without it, administrators are.
done-settings-saved = Saved. It holds from now on.
