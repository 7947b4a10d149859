# What the administration of people, places and policy says when it refuses something, and the words for kinds of objects.

# A fault with the place it is at.
said-administration-place = { $word-place }: { $said-why }

# Refusals that every use case shares.
said-administration-missing = there is no { $said-kind } "{ $id }" that you may see
said-administration-missing-override = there is no override "{ $id } of { $login }" that you may see
said-administration-changed = the { $said-kind } has changed since you looked at it; look again, and repeat what is still wanted
said-administration-key-reused = the Idempotency-Key was used for another request; take a new one for each request
said-administration-managed-by-roles = Access rights are managed by roles: { $login } has role lines, so groups given directly would not count; give or end a role line instead
said-administration-last-administrator = { $login } is the last administrator; make somebody else one first, or nobody could administer this installation
said-administration-last-administrator-this = this is the last administrator; make somebody else one first, or nobody could administer this installation
said-administration-step-up = this takes that you show again who you are; do so, and send it again
said-administration-not-in-force = this cannot be put in force, and nothing was changed:
said-administration-not-ready = no policy has been loaded yet; try again in a moment
said-administration-busy = too much is being changed at the same time; try again in a moment
said-administration-untold-full = the audit trail must be told of this question and cannot be now (too many entries wait for the database); ask again in a moment
said-administration-untold-unwritten = the audit trail must be told of this question and cannot be now (the database has not taken the entry in time); ask again in a moment

# What is there already.
said-administration-taken-user = user { $login } is there already; choose another
said-administration-taken-address = account with the address { $email } is there already; choose another
said-administration-taken-company = company { $code } is there already; choose another
said-administration-taken-department = department { $code } is there already; choose another
said-administration-taken-area = area { $code } is there already; choose another

# Words for kinds of objects.
said-administration-kind-user = user
said-administration-kind-company = company
said-administration-kind-department = department
said-administration-kind-area = area
said-administration-kind-qualification = qualification
said-administration-kind-role-line = role line
said-administration-kind-override = override
said-administration-kind-attribute = attribute
said-administration-kind-picture = picture
said-administration-kind-picture-of = picture of
said-administration-kind-key = key
said-administration-kind-job = job
said-administration-kind-import-template = import template
said-administration-kind-session = session
said-administration-kind-device = device
said-administration-kind-second-factor = second factor
said-administration-kind-audit-entry = audit entry
said-administration-kind-setting = setting
said-administration-kind-policy-setting = policy setting
said-administration-kind-model = model
said-administration-kind-category = category
said-administration-kind-privilege = privilege
said-administration-kind-group = group
said-administration-kind-acl = ACL
said-administration-kind-acl-word = acl
said-administration-kind-acl-of-model = ACL row of this model
said-administration-kind-access-list = access list
said-administration-kind-rule = rule
said-administration-kind-field-rule = field rule
said-administration-kind-field-rule-word = field_rule
said-administration-kind-permission = permission
said-administration-kind-role = role

# Whoever may not do it.
said-administration-account-now = your account may not be used now
said-administration-account-today = your account is not in use today; ask whoever manages users
said-administration-token-nobody = the token acts for nobody, so it may do nothing here; issue one for a user
said-administration-nobody-known = nobody is known by this name, so there is nothing to give
said-administration-one-company = company { $code }: { $said-why }
said-administration-one-department = department { $code }: { $said-why }
said-administration-one-area = area { $code }: { $said-why }
said-administration-some-create = you may create some records of { $model }, but not this one as it is or would be: it is out of the reach of your role lines, or a rule is against it
said-administration-some-read = you may read some records of { $model }, but not this one as it is or would be: it is out of the reach of your role lines, or a rule is against it
said-administration-some-update = you may update some records of { $model }, but not this one as it is or would be: it is out of the reach of your role lines, or a rule is against it
said-administration-some-delete = you may delete some records of { $model }, but not this one as it is or would be: it is out of the reach of your role lines, or a rule is against it
said-administration-field-of-user = you may not change { $field } of this user; it takes a role that manages users there
said-administration-field-of-company = you may not change { $field } of this company; it takes what a rule about this field asks for
said-administration-field-of-department = you may not change { $field } of this department; it takes what a rule about this field asks for
said-administration-field-of-area = you may not change { $field } of this area; it takes what a rule about this field asks for
said-administration-unseen-of-user = you may not change { $field } of this user, since you may not see what it is; leave it to somebody who may
said-administration-unseen-of-company = you may not change { $field } of this company, since you may not see what it is; leave it to somebody who may
said-administration-unseen-of-department = you may not change { $field } of this department, since you may not see what it is; leave it to somebody who may
said-administration-unseen-of-area = you may not change { $field } of this area, since you may not see what it is; leave it to somebody who may
said-administration-unseen-state = you may not change the state of this user, since you may not see what it is; leave it to somebody who may
said-administration-holdings = what somebody may do is for those who may read his role lines
said-administration-fields-judged = fields of the { $model } cannot be judged: { $said-why }

# What nobody gives who does not hold it.
said-administration-line-managing = a role line takes managing users where it reaches, on its days: { $said-why }
said-administration-oneself = nobody says of himself who he is, where he belongs and for how long ({ $fields }); leave it to somebody else who manages users there
said-administration-administrator = this concerns everybody, so it takes an administrator of ours whose role reaches everywhere (group { $group })
said-administration-everywhere = this takes a role of ours that reaches everywhere (group { $group })
said-administration-name-companies = you act within your own companies, so name those in which it is to count
said-administration-not-yours-give = company { $company } is not among yours, so you can give nothing in it
said-administration-not-yours-bring = company { $company } is not among yours, so you can bring nobody into it
said-administration-inherits-company = everybody in company { $company } has a role that you cannot give: { $said-why }
said-administration-inherits-department = everybody in department { $department } has a role that you cannot give: { $said-why }
said-administration-unmanaged-user = without this line, groups that were given directly in user { $login } would count again: { $said-why }
said-administration-unmanaged-company = without this line, groups that were given directly in company { $company } would count again: { $said-why }
said-administration-unmanaged-department = without this line, groups that were given directly in department { $department } would count again: { $said-why }
said-administration-default-role = new accounts there get role { $role } ({ $setting }), which is not yours to give: { $said-why }; name role lines yourself
said-administration-denied-oneself = nobody takes back what is denied to himself
said-administration-own-access = this would end your own access; leave it to somebody else who manages users
said-administration-record-changed = an id that records go by is changed or taken away, and what applications let somebody do with his own records follows; leave external_id to an administrator whose role reaches everywhere
said-administration-record-anothers = the id { $id } is or was another account's, and what applications let somebody do with his own records follows; leave external_id to an administrator whose role reaches everywhere
said-administration-record-taken = user { $login } has the id { $id }; take it away there first

# What is named and is not there.
said-administration-no-company = there is no company "{ $code }"
said-administration-no-department = there is no department "{ $code }"
said-administration-no-area = there is no area "{ $code }"
said-administration-no-role = there is no role "{ $role }"
said-administration-no-group = there is no group "{ $group }"
said-administration-no-model = there is no model { $model }
said-administration-no-permission = there is no permission { $permission }
said-administration-role-labels = several roles are labelled "{ $label }"; name the one you mean by its id

# Companies, departments and areas.
said-administration-circle-one = { $code } would lie below itself: { $start } in { $end }; choose another parent
said-administration-circle-two = { $code } would lie below itself: { $start } in { $above } in { $end }; choose another parent
said-administration-circle-three = { $code } would lie below itself: { $start } in { $above } in { $higher } in { $end }; choose another parent
said-administration-circle-more = { $code } would lie below itself: { $start } in { $above } in { $higher } in { $rest } in { $end }; choose another parent
said-administration-below-client = { $parent } is a client's company, and a provider's cannot lie below it; make { $code } a client's, or choose another parent
said-administration-above-provider = { $below } is a provider's company and lies below { $code }, which therefore cannot be a client's; move { $below } first
said-administration-no-zone = "{ $zone }" is no time zone; use an IANA name such as Asia/Manila
said-administration-department-not-empty = department { $code } cannot go to company { $company } while something is in it: users who belong to it: { $people }, departments below it: { $below }; move these first
said-administration-department-elsewhere = { $parent } is a department of company { $other }, and this one of company { $company }; choose a parent in the same company
said-administration-delete-one = { $said-kind } { $code } cannot be deleted while something refers to it: { $said-one }; move or remove these first, since nothing is deleted along with it
said-administration-delete-two = { $said-kind } { $code } cannot be deleted while something refers to it: { $said-one }, { $said-two }; move or remove these first, since nothing is deleted along with it
said-administration-delete-three = { $said-kind } { $code } cannot be deleted while something refers to it: { $said-one }, { $said-two }, { $said-three }; move or remove these first, since nothing is deleted along with it
said-administration-delete-four = { $said-kind } { $code } cannot be deleted while something refers to it: { $said-one }, { $said-two }, { $said-three }, { $said-four }; move or remove these first, since nothing is deleted along with it
said-administration-delete-five = { $said-kind } { $code } cannot be deleted while something refers to it: { $said-one }, { $said-two }, { $said-three }, { $said-four }, { $said-five }; move or remove these first, since nothing is deleted along with it
said-administration-delete-six = { $said-kind } { $code } cannot be deleted while something refers to it: { $said-one }, { $said-two }, { $said-three }, { $said-four }, { $said-five }, { $said-six }; move or remove these first, since nothing is deleted along with it
said-administration-delete-seven = { $said-kind } { $code } cannot be deleted while something refers to it: { $said-one }, { $said-two }, { $said-three }, { $said-four }, { $said-five }, { $said-six }, { $said-seven }; move or remove these first, since nothing is deleted along with it
said-administration-delete-eight = { $said-kind } { $code } cannot be deleted while something refers to it: { $said-one }, { $said-two }, { $said-three }, { $said-four }, { $said-five }, { $said-six }, { $said-seven }, { $said-eight }; move or remove these first, since nothing is deleted along with it
said-administration-ref-companies = companies below it: { $count }
said-administration-ref-departments-below = departments below it: { $count }
said-administration-ref-areas = areas in it: { $count }
said-administration-ref-departments = its departments: { $count }
said-administration-ref-home = users at home in it: { $count }
said-administration-ref-members = users who belong to it: { $count }
said-administration-ref-workers = users who work in it: { $count }
said-administration-ref-acting = users who may act for it: { $count }
said-administration-ref-reach = role lines that reach there: { $count }
said-administration-ref-lines = role lines that it gives to its people: { $count }
said-administration-ref-overrides = overrides about it: { $count }
said-administration-ref-settings = settings set there: { $count }
said-administration-area-columns = you may not read and change { $field } of every area, so no list of yours has that column; leave it out
said-administration-area-other = there is an area of this code already, and it is another one; take the row out, or let the list change areas

# Seats.
said-administration-seats-full-contact = company { $company } is full: { $used } of { $seats } seats are taken ({ $setting }, set at { $from }); end accounts that are not needed, or ask { $contact } for more
said-administration-seats-full-above = company { $company } is full: { $used } of { $seats } seats are taken ({ $setting }, set at { $from }); end accounts that are not needed, or ask whoever manages the companies above it for more
said-administration-seats-full-administrator = company { $company } is full: { $used } of { $seats } seats are taken ({ $setting }, set at { $from }); end accounts that are not needed, or ask an administrator of this installation for more
said-administration-seats-room-contact = company { $company } has no room for { $people } more: { $used } of { $seats } seats are taken ({ $setting }, set at { $from }); end accounts that are not needed, or ask { $contact } for more
said-administration-seats-room-above = company { $company } has no room for { $people } more: { $used } of { $seats } seats are taken ({ $setting }, set at { $from }); end accounts that are not needed, or ask whoever manages the companies above it for more
said-administration-seats-room-administrator = company { $company } has no room for { $people } more: { $used } of { $seats } seats are taken ({ $setting }, set at { $from }); end accounts that are not needed, or ask an administrator of this installation for more

# People: where they belong, and what they sign in by.
said-administration-login-or-address = give a login, or an address that can be one
said-administration-department-of-other = department "{ $department }" is of company "{ $company }", which is not the user's home company
said-administration-client-home = a client's people need a home company
said-administration-login-hidden = '{ $sign }' is not to be seen in a login; leave it out
said-administration-login-sign = '{ $sign }' has a meaning in addresses; leave it out
said-administration-login-small = another account has it in small letters; choose another login
said-administration-login-part = "{ $login }" is part of an address here; choose another
said-administration-login-same = as an address it is the same as "{ $address }"; write it so
said-administration-login-address = this is the address of another account; choose another login
said-administration-address-login = another account has this address for its login; give another
said-administration-mixed-scripts = "{ $word }" has letters of several scripts, which can be taken for others that look alike; write each word in one
said-administration-look-for = you may not read { $field } of every user, so users are not found by it; take another key, such as login
said-administration-left-long-ago = { $login } left more than { $days } days ago and cannot be brought back; make a new account

# Invitations and other letters.
said-administration-invite-active = { $login } is active; only who is invited and has not come yet can be sent an invitation
said-administration-invite-suspended = { $login } is suspended; only who is invited and has not come yet can be sent an invitation
said-administration-invite-locked = { $login } is locked; only who is invited and has not come yet can be sent an invitation
said-administration-invite-left = { $login } is left; only who is invited and has not come yet can be sent an invitation
said-administration-invite-address = there is no address to send the invitation to; give one first
said-administration-no-mail = no mail is sent from here; set mail.carrier in the configuration of the server first
said-administration-no-letter = no letter can be sent to this account
said-administration-too-many-letters = too many letters were sent to this address; the next one can go at { $at }
said-administration-no-administrator-role = no role gives bailiwick.administrator; apply a policy with one

# What people have besides, and what is theirs to change.
said-administration-attribute-held-more = attribute { $attribute } is not empty: { $who } and { $more } more have it; clear it first
said-administration-attribute-held = attribute { $attribute } is not empty: { $who } have it; clear it first
said-administration-attribute-unfit-more = values that are there would not fit: those of { $who } and { $more } more; change them first
said-administration-attribute-unfit = values that are there would not fit: those of { $who }; change them first
said-administration-attribute-shared-more = values are shared, so it cannot be unique: by { $who } and { $more } more; change them first
said-administration-attribute-shared = values are shared, so it cannot be unique: by { $who }; change them first
said-administration-attribute-taken = another account has the same already; it has to be one's own
said-administration-own-attribute = you may not change attributes.{ $name } of your own account; ask whoever manages users
said-administration-own-address = you may not change the address of your own account (users.self_editable); ask whoever manages users
said-administration-own-field = you may not change { $field } of your own account; ask whoever manages users. What you may change: { $fields }
said-administration-own-field-none = you may not change { $field } of your own account; ask whoever manages users. What you may change:{" "}

# The audit log.
said-administration-trail-everywhere = the audit trail is about everything, so this takes a role of ours that reaches everywhere (group { $group })
said-administration-trail-missing = entry { $number } is missing
