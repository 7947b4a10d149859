# What is wrong with a value, with a password or a second factor, and what the sign-in check says, as use cases say it.

# Keys: names and codes that everything is known by. The words for kinds are filled into the sentences, all of one gender.
said-values-key-empty-a = a { $said-kind } cannot be empty
said-values-key-empty-an = an { $said-kind } cannot be empty
said-values-key-long-a = a { $said-kind } may have at most { $most } bytes, this one has { $bytes }
said-values-key-long-an = an { $said-kind } may have at most { $most } bytes, this one has { $bytes }
said-values-key-character-a = "{ $text }" is not a { $said-kind }: '{ $found }' is not allowed here; { $said-remedy }
said-values-key-character-an = "{ $text }" is not an { $said-kind }: '{ $found }' is not allowed here; { $said-remedy }
said-values-remedy-identifier = use letters, digits and '_'
said-values-remedy-start = start with a letter or '_'
said-values-remedy-dotted = use letters, digits, '_', '-' and '.'
said-values-remedy-dots = put a name on both sides of each '.'
said-values-remedy-control = remove control characters
said-values-remedy-leading = remove the leading space
said-values-remedy-trailing = remove the trailing space
said-values-key-kind-model = model name
said-values-key-kind-field = field name
said-values-key-kind-action = action name
said-values-key-kind-group = group id
said-values-key-kind-privilege = privilege id
said-values-key-kind-category = category id
said-values-key-kind-acl = ACL id
said-values-key-kind-rule = rule id
said-values-key-kind-field-rule = field rule id
said-values-key-kind-role = role id
said-values-key-kind-company = company code
said-values-key-kind-department = department code
said-values-key-kind-area = area code
said-values-key-kind-notification = kind of notification
said-values-key-kind-login = login

# Texts
said-values-text-empty = this text is empty; write something, or leave it out
said-values-text-long = this text may have at most { $most } characters, it has { $characters }
said-values-line-character = '{ $found }' cannot stand in one line of text; remove it
said-values-text-character = '{ $found }' cannot stand in a text; remove it
said-values-character = '{ $found }' is not allowed here; remove it
said-values-nul = "{ $text }" in table { $table }: a text cannot contain the NUL character; remove it

# Email addresses
said-values-email = "{ $text }" is not an email address: { $said-why }
said-values-email-at = write NAME@DOMAIN, with a single '@'
said-values-email-long = it may have at most { $most } bytes, and { $before } of them before the '@'
said-values-email-dots = put something on both sides of each '.'
said-values-email-label = each part of the domain has at most { $most } bytes and neither begins nor ends with '-'; correct the domain

# Telephones
said-values-phone-country = "{ $text }" does not begin with '+' and the country's number; write it as in +63 2 8888 0000
said-values-phone-character = "{ $text }" is not a telephone number: '{ $found }' is not allowed here; remove it
said-values-phone-digits = "{ $text }" has { $digits } digits; a telephone number has { $least } to { $most }
said-values-phone-extension = "{ $text }" is not an extension; write 1 to { $most } digits

# Languages, time zones, days, networks
said-values-language = "{ $tag }" is not a language tag; write one such as en, pt-BR or zh-Hant
said-values-days-never = From ({ $from }) is after To ({ $to }), so it would never count; swap them or leave one open
said-values-day-early = { $day } is before the year 1; choose a day in the years 1 to 9999, or leave it open
said-values-qualification-days = the days of a qualification are those from which and until which it is valid: { $said-why }
said-values-network-address = "{ $text }" is not a network; write an address as in 192.0.2.7, or a range as in 10.0.0.0/8 or 2001:db8::/32
said-values-network-length = "{ $text }" is not a network: behind the slash stands a number from 0 to { $most }
said-values-network-host = "{ $text }" is an address in a network; write { $network } for the network, or { $address } for the address alone

# Role lines, overrides, operations and permissions
said-values-line-local = Local roles must have at least one area assigned
said-values-line-global = Global roles cannot have areas assigned
said-values-reason-nul = a reason cannot contain the NUL character; remove it
said-values-override-reason = an override needs a reason; say why it is made
said-values-override-target = an override names either a model with its operations or a permission
said-values-operation = "{ $word }" is not an operation; use create, read, update or delete (Odoo's write and unlink are accepted)
said-values-permission = "{ $text }" is not a permission; write module:NAME, feature:NAME, action:MODEL.NAME, report:NAME:view or report:NAME:generate
said-values-scope = "{ $word }" is not a scope; use decide, search, read or admin

# Types of fields
said-values-field-type = "{ $text }" is not a field type: { $said-why }
said-values-field-type-quote = close the quote, and write '' for a quote inside
said-values-field-type-one = name one model, as in 'many2one res.partner'
said-values-field-type-many = name the model and its link back, as in 'one2many spp.member household_id'
said-values-field-type-word = use char, text, html, selection, integer, float, monetary, boolean, date, datetime, many2one, one2many, many2many or json

# Further details of accounts, and what they may hold
said-values-attribute-required = this attribute is required; give it a value
said-values-attribute-none = there are no attributes here; define it first
said-values-attribute-unknown = there is no such attribute; use one of { $list }, or define it first
said-values-attribute-null = null is no value; leave the attribute out
said-values-attribute-empty = this text is empty; leave the attribute out
said-values-attribute-long = this text may have at most { $most } characters; shorten it
said-values-write-number = write a number
said-values-write-boolean = write true or false
said-values-write-day = write a day as in "2026-11-30"
said-values-write-choice = choose one of { $list }
said-values-write-url = write an address that begins with https:// or http://
said-values-write-text = write a text
said-values-attribute-choices = an attribute of kind choice needs `choices`, each of them once
said-values-attribute-no-choice = only an attribute of kind choice has `choices`; remove them or change the kind
said-values-attribute-length = `max_length` is for kind text, and is 1 to { $most }
said-values-attribute-unique = an attribute of kind boolean or choice cannot be unique
said-values-picture = the bytes do not begin as a PNG, JPEG or WebP picture does

# States of accounts; what can follow is filled in as a whole
said-values-state-same = this account is { $said-state } already; it can become { $said-next }
said-values-state-not = this account is { $said-state } and cannot become { $said-wanted }; it can become { $said-next }
said-values-state-unknown = "{ $word }" is no state of an account; write invited, active, suspended, locked or left
said-values-state-invited = invited
said-values-state-active = active
said-values-state-suspended = suspended
said-values-state-locked = locked
said-values-state-left = left
said-values-state-active-left = active or left
said-values-state-suspended-locked-left = suspended, locked or left
said-values-state-active-suspended-left = active, suspended or left

# Settings
said-values-setting-unknown = there is no setting "{ $name }"; use one of { $list }
said-values-setting-place = "{ $text }" can have no settings; write installation, company:CODE, department:CODE, area:CODE, role:ID or user:LOGIN
said-values-setting-value = { $name } cannot be { $value }: { $said-why }
said-values-setting-level-installation = { $name } cannot be set for one { $said-level }; set it for the installation
said-values-setting-level-company = { $name } cannot be set for one { $said-level }; set it for the installation or a company
said-values-setting-level-department = { $name } cannot be set for one { $said-level }; set it for the installation or a company or a department
said-values-setting-level-area = { $name } cannot be set for one { $said-level }; set it for the installation or a company or a department or an area
said-values-setting-level-user = { $name } cannot be set for one { $said-level }; set it for the installation or a company or a department or a role or a user
said-values-setting-locked = { $name } is locked by { $by }, so a value of { $scope } would not count; ask there, or remove the lock first
said-values-write-whole = write a whole number from { $least } to { $most }
said-values-write-some = list some of { $list }
said-values-write-list = write a list of some of { $list }
said-values-write-one = write one of { $list }
said-values-write-networks = write a list of networks, as in ["10.0.0.0/8"]
said-values-networks-none = name one at least; where none is to be named, take the setting away
said-values-networks-many = name at most { $most }; a range, as in 10.0.0.0/8, stands for many
said-values-networks-text = write each network as a text
said-values-write-no-text = write no text

# Passwords that another system keeps
said-values-kept-unknown = the password is kept in a form that is not known; take over argon2 ($argon2id$ …), bcrypt ($2b$ …), PBKDF2 ($pbkdf2-sha512$ …), LDAP ({"{"}SSHA{"}"} …) or a credential of Keycloak, or leave it out and let the person choose a new one
said-values-kept-unreadable = the { $said-what } of the kept password cannot be read; take it over unchanged, as the other system keeps it
said-values-kept-beyond = the { $said-what } of the kept password is { $value }, and { $least } to { $most } are taken; leave it out and let the person choose a new one
said-values-kept-long = the kept password has more than { $most } bytes; take over the credential of one person alone
said-values-kept-what-lanes = number of lanes
said-values-kept-what-memory = memory (KiB)
said-values-kept-what-passes = number of passes
said-values-kept-what-work = memory times passes (KiB)
said-values-kept-what-cost = cost
said-values-kept-what-rounds = number of rounds
said-values-kept-what-salt = salt
said-values-kept-what-hash = hash
said-values-kept-what-hash-length = length of the hash
said-values-kept-what-version = version
said-values-kept-what-argon2-type = type of argon2
said-values-kept-what-argon2-text = argon2 text
said-values-kept-what-pbkdf2-text = PBKDF2 text
said-values-kept-what-keycloak = Keycloak credential
said-values-kept-what-type = type
said-values-kept-what-algorithm = algorithm
said-values-kept-what-credential-data = credentialData
said-values-kept-what-secret-data = secretData
said-values-kept-there = this account has a password here already, which stays; leave the cell empty

# New passwords
said-values-password-empty = the password is empty; type one
said-values-password-long = the password has more than { $most } characters; shorten it
said-values-password-control = the password has a character in it that is no text, such as a tab or a line end; leave it out
said-values-password-short = the password is too short; take at least { $least } characters, for instance four or five words
said-values-password-lower-one = the password takes at least { $least } small letter; put in what is missing
said-values-password-lower = the password takes at least { $least } small letters; put in what is missing
said-values-password-upper-one = the password takes at least { $least } large letter; put in what is missing
said-values-password-upper = the password takes at least { $least } large letters; put in what is missing
said-values-password-digit-one = the password takes at least { $least } digit; put in what is missing
said-values-password-digit = the password takes at least { $least } digits; put in what is missing
said-values-password-symbol-one = the password takes at least { $least } character that is neither letter nor digit; put in what is missing
said-values-password-symbol = the password takes at least { $least } characters that are neither letters nor digits; put in what is missing
said-values-password-common = the password is one of the commonest, which are guessed first; take another
said-values-password-breached = the password has become known in a breach of some other service; take one that is used nowhere else
said-values-password-context = the password contains “{ $word }”, which others know of you; leave it out
said-values-password-weak = the password is easy to guess; add a word or two that nobody expects there
said-values-password-last = the password is the one that was used last; take another
said-values-password-before = the password is one of the last { $remembered }; take one that was not used before
said-values-password-busy = too many passwords are being verified; try again in { $seconds } s

# Passkeys
said-values-passkey-malformed = this is not what a browser sends for a passkey; send the whole credential as JSON
said-values-passkey-state = what was kept of this passkey or this attempt cannot be read; begin again
said-values-passkey-other-site = this passkey was used at another address than ours; open the right one and try again
said-values-passkey-other-challenge = this answers something else than what was asked; begin again
said-values-passkey-unknown = this passkey is not known here; use another one, or enrol it
said-values-passkey-not-verified = the device did not ask for a PIN, a finger or a face; set one up on it, or use another device
said-values-passkey-copied = this passkey may have been copied; remove it, and enrol another one
said-values-passkey-not-allowed = this kind of authenticator is not among those that are allowed here; use one that is
said-values-passkey-refused = this passkey was not accepted; try again, or use another one
said-values-passkey-makers = passkeys must show of which make they are here, and no makers are trusted yet; ask whoever runs the server
said-values-passkey-no-site = this server's address cannot have passkeys; they need a name, and https unless it is localhost

# Signing in: why somebody is not let in
said-values-in-wrong = the name or the password is wrong
said-values-in-wrong-factor = that is not right, or it was used already; wait for the next code and try that
said-values-in-stopped = too many attempts have failed; try again later
said-values-in-dead-link = this link was used, is too old, or a newer one was sent; ask for another one
said-values-in-left-to-others = that device is signed out; for a new password, ask whoever manages your account
said-values-in-over = this took too long or was finished elsewhere; begin again
said-values-in-account = this account may not be used now; ask whoever manages users
said-values-in-place = nobody of your organisation can sign in at present; ask whoever manages it
said-values-in-network = this account may not be used from your network address; ask whoever manages users
said-values-in-second-factor = a second factor is needed and none can be added; ask whoever manages users
said-values-in-password = the temporary password has ended; ask for another one
said-values-in-sessions = there are as many sessions of this account as there may be; sign out somewhere first
said-values-in-not = you are not signed in, or your session is over; sign in again
said-values-in-yours = your account may not be used now; ask whoever manages users

# The sign-in check: what each gate says
said-values-gate-failed = { $count } have failed in a row
said-values-gate-failed-unlock = { $count } have failed in a row; somebody has to unlock it
said-values-gate-failed-until = { $count } have failed in a row; the next one is judged at { $at }
said-values-gate-account = the account is not active, or today is not among its days
said-values-gate-place = sign_in.open is false at { $places }
said-values-gate-no-address = the address is not known, and there are lists of networks
said-values-gate-networks = the networks of { $scope } are against { $address }
said-values-gate-factor-none = none is required and none was added
said-values-gate-factor-add = a second factor is required and none was added
said-values-gate-factor-show = a second factor has to be shown
said-values-gate-factor-impossible = a second factor is required and none can be shown or added
said-values-gate-factor-methods-two = factor.methods of { $first } and { $second } have nothing in common, so nothing can be shown beside the password; allow something in all of them
said-values-gate-factor-methods = factor.methods of { $places } have nothing in common, so nothing can be shown beside the password; allow something in all of them
said-values-gate-password-none = there is no password yet
said-values-gate-password-letter = a letter is there to choose a password
said-values-gate-password-ended = the temporary password has ended
said-values-gate-password-change = another password has to be chosen
said-values-gate-password-old = the password is older than password.expiry_days
said-values-gate-sessions-among = this is session { $count } of { $limit }
said-values-gate-session-there = the session is there
said-values-gate-sessions = there are { $open } sessions and { $limit } may be
said-values-gate-sessions-oldest = there are { $open } sessions and { $limit } may be; the oldest ended
said-values-gate-shown-wrong = what was shown is wrong
said-values-gate-shown-again-wrong = what was shown again is wrong
said-values-gate-authenticator-wrong = that was not the code of the new authenticator
said-values-gate-phone-wrong = that was not the code for the telephone

# One’s own account, and those of others
said-values-own-sign-in = this is about the account of whoever asks; sign in first
said-values-own-person = this takes a person who is signed in; a key does not do
said-values-own-factor-kind = second factors of this kind are not allowed for your account (factor.methods); add another kind
said-values-own-factor-many = there are { $most } of them already; remove one first
said-values-own-phone-none = this is no mobile telephone of your account; add it to the account first
said-values-own-phone-no-way = no text messages are sent from here; set sms.carrier in the configuration of the server first
said-values-own-phone-many = too many messages were sent to this telephone; try again in an hour
said-values-temporary-state = { $login } is { $said-state } and cannot sign in; let the account be active first
said-values-temporary-service = a service account has no password; make an API key for it
said-values-temporary-days = the account counts on none of the days on which a temporary password works; change its days, or give one later
said-values-temporary-own = change your own password by showing the present one; somebody else can give you another

# API keys
said-values-key-of-person = { $login } is a person, who makes keys for himself; for a program, make an account of kind service
said-values-key-many = { $login } has { $most } keys already; delete those that are not used any more
said-values-key-no-scope = a key needs at least one scope; give decide, search, read or admin
said-values-key-no-name = a key needs a name of up to 200 characters; say which program it is for
said-values-key-expired = the key would have expired already; choose a later moment

# What is there already, as the store says it
said-values-there-passkey = passkey { $id } is there already; choose another
said-values-there-row = a row of { $table } is there already; choose another

# Why sessions ended and why no letter was sent, as the audit log tells
said-values-ended-somebody = somebody ended it
said-values-ended-signed-out = its user signed out
said-values-ended-elsewhere = its user signed in elsewhere instead
said-values-ended-not-me = its user says that it was not him
said-values-ended-too-many = there were too many
said-values-ended-role = a role was lost
said-values-ended-account = the account may not be used any more
said-values-ended-password = the password was changed
said-values-ended-temporary = a temporary password was set
said-values-ended-password-gone = the password was taken away
said-values-ended-factor = a second factor was taken away
said-values-letter-many = too many letters
said-values-letter-no-mail = no mail is sent from here
said-values-letter-no-account = there is no such account
said-values-letter-program = a program has no password
said-values-letter-administrator = password.reset leaves it to who manages the account
said-values-letter-no-invitation = there is no invitation that could still be accepted
said-values-letter-no-address = the account has no address
said-values-letter-not-active = the account is not active
