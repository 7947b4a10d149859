# Jobs, parts of the policy, settings, tables and what is sent: what the program says of them, as it says it.

# What somebody does to many at once: jobs, and what comes of their items.
said-work-job-state-receiving = receiving
said-work-job-state-waiting = waiting
said-work-job-state-running = running
said-work-job-state-stopping = stopping
said-work-job-state-done = done
said-work-job-state-failed = failed
said-work-job-state-stopped = stopped
said-work-job-state-undone = undone
said-work-job-ended = job { $id } is { $said-state } already
said-work-job-stopped-early = it was stopped before it began
said-work-job-stopped = it was stopped
said-work-job-author-lost = its author may not have this done any more: { $said-why }
said-work-job-batch-undone = rows were refused, so nothing of their batch was done; batches before it stand
said-work-jobs-too-many = { $open } of your jobs have not ended or are coming in, and { $most } is the most at a time; wait until one has ended, or stop one
said-work-job-too-many-named = name at most { $most } users, or say which by a domain
said-work-job-sessions-ended = somebody ended all of them
said-work-reset-no-address = there is no address to send a new password to
said-work-reset-invited = this account is invited, so nobody can sign in with it
said-work-reset-suspended = this account is suspended, so nobody can sign in with it
said-work-reset-locked = this account is locked, so nobody can sign in with it
said-work-reset-left = this account is left, so nobody can sign in with it
said-work-carry-out-not-tried = job { $id } was no dry run, so it is done
said-work-carry-out-not-done = job { $id } is { $said-state }, so nobody knows what would come of it
said-work-carry-out-gone = what job { $id } was about is not kept any more: it was done already, was tried too long ago, or had passwords in it; send it again
said-work-job-cleared = what came of the items of job { $id } was removed some time after its end, as the setting jobs.keep_days says
said-work-rejects-none = job { $id } took in no table, so it has no rows; its items say what was refused
said-work-table-too-many = at most { $most } rows can be done together; this table has more
said-work-table-lost = the table took too long to come in, and what was there of it was discarded; send it again
said-work-part-unreadable = a stored part of a table: { $said-why }
said-work-template-foreign = import template "{ $name }" was saved by somebody else, and would give what it says with your rights; look at it and save it as your own

# Taking back what a job did.
said-work-undo-not-ended = job { $id } is { $said-state }; stop it first, or wait until it has ended
said-work-undo-dry = job { $id } was a dry run, so there is nothing to take back
said-work-undo-undo = job { $id } took back another one; do that one again instead
said-work-undo-sessions = job { $id } ended sessions, which nothing brings back; their users sign in again
said-work-undo-undone = job { $id } is taken back by job { $other } already
said-work-kept-password = password: another one was set since, so it stays
said-work-kept-state-invited = state: it is invited since, so it stays
said-work-kept-state-active = state: it is active since, so it stays
said-work-kept-state-suspended = state: it is suspended since, so it stays
said-work-kept-state-locked = state: it is locked since, so it stays
said-work-kept-state-left = state: it is left since, so it stays
said-work-kept-account = it was changed since, so the account is kept as one that was left
said-work-kept-line = role line { $id } was changed since, so it stays
said-work-gone-line = role line { $id } is gone already
said-work-kept-field = { $field }: it was changed since, so it stays

# A row of a table of users.
said-work-import-row-refused = row { $row } is about this user as well, who is there by then
said-work-import-row-changed = row { $row } is about this user as well; what this row would change of him is seen when it is done
said-work-import-there = user { $login } is there already
said-work-import-new-suspended = a new account is invited or active, not suspended
said-work-import-new-locked = a new account is invited or active, not locked
said-work-import-new-left = a new account is invited or active, not left

# Parts of the policy: roles, groups, models, rules and what else it is made of.
said-work-policy-there = there is a { $said-kind } "{ $id }" already; change it, or choose another id
said-work-policy-setting-default = setting "{ $id }" has its default already
said-work-policy-shipped-stays = { $said-kind } "{ $id }" is part of the program and stays
said-work-policy-prefix = names that begin with "bailiwick." belong to the program; choose another name; the program's own groups and models may be referred to
said-work-policy-shipped = { $said-kind } "{ $id }" is part of the program
said-work-policy-missing = there is no { $said-kind } "{ $id }"; make it first, or choose another
said-work-policy-circle = category "{ $id }" would lie below itself
said-work-policy-not-in-sql = it cannot be asked of the database, which is how { $model } is guarded: { $said-why }
said-work-policy-local-lines-more = Local roles must have at least one area assigned; mend the lines of { $count } ({ $holders } and { $rest } more) first
said-work-policy-local-lines = Local roles must have at least one area assigned; mend the lines of { $count } ({ $holders }) first
said-work-policy-global-lines-more = Global roles cannot have areas assigned; mend the lines of { $count } ({ $holders } and { $rest } more) first
said-work-policy-global-lines = Global roles cannot have areas assigned; mend the lines of { $count } ({ $holders }) first
said-work-in-use-role-all = role "{ $id }" is in use by role lines of { $count } ({ $holders } and { $rest } more), settings set there: { $settings }; change or end those first
said-work-in-use-role-both = role "{ $id }" is in use by role lines of { $count } ({ $holders }), settings set there: { $settings }; change or end those first
said-work-in-use-role-more = role "{ $id }" is in use by role lines of { $count } ({ $holders } and { $rest } more); change or end those first
said-work-in-use-role = role "{ $id }" is in use by role lines of { $count } ({ $holders }); change or end those first
said-work-in-use-role-settings = role "{ $id }" is in use by settings set there: { $settings }; change or end those first
said-work-in-use-group-all-more = group "{ $id }" is in use by { $parts }, the direct groups of { $count } ({ $holders } and { $rest } more); change or end those first
said-work-in-use-group-all = group "{ $id }" is in use by { $parts }, the direct groups of { $count } ({ $holders }); change or end those first
said-work-in-use-group-more = group "{ $id }" is in use by the direct groups of { $count } ({ $holders } and { $rest } more); change or end those first
said-work-in-use-group = group "{ $id }" is in use by the direct groups of { $count } ({ $holders }); change or end those first
said-work-in-use = { $said-kind } "{ $id }" is in use by { $parts }; change or end those first
said-work-access-row-there = group "{ $group }" has a row here already; change that one
said-work-owned-group = group "{ $id }" belongs to role "{ $role }" and is changed together with it; change what the role may do
said-work-owned-acl = ACL "{ $id }" belongs to role "{ $role }" and is changed together with it; change what the role may do
said-work-owned-rule = rule "{ $id }" belongs to role "{ $role }" and is changed together with it; change what the role may do
said-work-owned-foreign = this would be about the group that role "{ $role }" has to itself; change what the role may do instead
said-work-role-id-too-long = the id is too long for a role of this kind
said-work-role-own-group = group { $group } is the role's own and comes by itself
said-work-role-group-there = there is a group { $group } already; choose another id for the role
said-work-role-twice-create = create of { $model } is given twice; write one domain for it
said-work-role-twice-read = read of { $model } is given twice; write one domain for it
said-work-role-twice-update = update of { $model } is given twice; write one domain for it
said-work-role-twice-delete = delete of { $model } is given twice; write one domain for it
said-work-role-ids-too-long = the ids of the role and the model together are too long
said-work-role-no-actions = model { $model } has no action { $action }; it has none
said-work-role-no-action = model { $model } has no action { $action }; it has { $actions }
said-work-policy-nobody = nobody is known by this name, so there is nothing to see
said-work-policy-setting-value = a setting has a value, and nothing else

# Settings at a place.
said-work-setting-himself = nobody sets what holds for himself; leave it to somebody else who manages users there
said-work-setting-locked-all = { $setting } of { $place } was locked by somebody who manages installation, and only such a one can change or unlock it
said-work-setting-locked = { $setting } of { $place } was locked by somebody who manages { $above }, and only such a one can change or unlock it
said-work-setting-given-all = { $setting } of { $place } is given from above: it takes somebody who manages installation
said-work-setting-given = { $setting } of { $place } is given from above: it takes somebody who manages { $above }
said-work-setting-local-role = { $role } is a local role, which counts nowhere without areas; choose a global one
said-work-setting-holdings = what counts for { $login } shows what he holds, which you may not see
said-work-setting-no-password-rule = only { $names } say what a password must be; leave this out
said-work-setting-no-factor = name at least one, or nobody could show anything beside the password
said-work-setting-nothing-common = { $setting } of { $place } and of { $others } have nothing in common, so whoever is under both could show nothing beside the password and not sign in; allow something that is allowed there, too

# Tables: where something is wrong, and what.
said-work-table-at-named = row { $row }, column { $number } ({ $column }): { $said-why }
said-work-table-at-column = row { $row }, column "{ $column }": { $said-why }
said-work-table-at-number = row { $row }, column { $number }: { $said-why }
said-work-table-at-number-again = row { $again }: row { $row }, column { $number }: { $said-why }
said-work-table-at-row = row { $row }: { $said-why }
said-work-table-empty = the file is empty; its first row has to name the columns
said-work-table-utf16 = the file is in UTF-16; save it as CSV in UTF-8
said-work-table-encoding = this is not UTF-8; save the file as CSV in UTF-8
said-work-table-nul = there is a NUL byte; this is not a text file, or it is damaged
said-work-table-quote = a quotation mark stands inside a cell; put the whole cell between two of them, and write those inside twice
said-work-table-unclosed = the cell begins with a quotation mark, and none ends it
said-work-table-cell-long = a cell may have at most { $most } bytes; shorten it
said-work-table-row-long = row { $row } has more than { $most } bytes; perhaps a quotation mark is missing
said-work-table-width = row { $row } has { $cells } cells where the header names { $columns } columns; make them as many
said-work-table-unnamed = column { $number } has no name; write one into the first row, or remove the column
said-work-table-twice = columns { $first } and { $second } are both called "{ $name }"; rename one of them
said-work-table-delimiter = the header does not tell whether { $one } or { $other } stands between the cells; use one of them alone

# Tables of areas.
said-work-areas-too-many = there are more than { $most } areas; import them in parts
said-work-areas-code-twice = { $code } is the code of row { $row } as well; give each area its own
said-work-areas-id-twice = row { $row } has this id as well; give each area its own
said-work-areas-no-parent = there is no area { $parent }; add a row for it, or correct the code
said-work-areas-circle-three = { $code } lies in itself: { $first } (row { $row }) in { $second } (row { $second-row }) in { $third } (row { $third-row }); correct one of the parents
said-work-areas-circle-two = { $code } lies in itself: { $first } (row { $row }) in { $second } (row { $second-row }); correct one of the parents
said-work-areas-circle-one = { $code } lies in itself: { $first } (row { $row }); correct one of the parents
said-work-areas-no-column = there is no such column; use { $columns }
said-work-areas-column-missing = this column is missing; add it

# Tables of users, and templates for their columns.
said-work-users-no-column = there is no column "{ $name }"; use login, external_id, email, first_name, last_name, name, kind, company, companies, department, area, job_title, language, timezone, phone_mobile, phone_work, state, valid_from, valid_to, password_hash, role, role_areas, role_companies, role_from, role_to, role_reason, the same with role2 to role{ $most }, or attribute.NAME
said-work-users-pass-over = { $said-why }, or let the template pass it over
said-work-users-column-absent = the file has no such column; correct the template, or take another file
said-work-users-column-twice = "{ $first }" is { $column } already; let the template pass one of them over
said-work-users-key-absent = users are found by this column, and the file does not have it; add it, or choose another key
said-work-users-key-empty = users are found by this column; it cannot be empty
said-work-users-day = "{ $text }" is not a day written as { $format }; correct it, or say how the file writes days
said-work-users-hash-removed = the hash was taken out of this list of refused rows; put it in again, or leave the cell empty
said-work-users-role-empty = { $column } is empty; name the role, or leave this empty too
said-work-users-number = write a number, as in 1000 or 1.5
said-work-users-kind = write internal, client or service
said-work-attribute-none = there is no attribute { $name }, nor any other; define it first
said-work-attribute-unknown = there is no attribute { $name }; use one of { $names }, or define it first
said-work-template-default-own = every user has another one; remove this default
said-work-template-default-password = no two people have one password; remove this default
said-work-template-default-empty = a default cannot be empty; remove it, or give it a value
said-work-template-unnamed = a column has a name; write it as in the file
said-work-template-same = "{ $first }" is the same name; remove one of them
said-work-template-twice = "{ $first }" is { $column } already; choose another column for one of them
said-work-template-faults = the template has { $count } faults; the first one is at { $place }: { $said-why }
said-work-header-faults = the header has { $count } faults; the first one is: { $said-why }

# What is sent as a whole.
said-work-body-object = a JSON object is expected
said-work-body-code = give a code, as a text; it never changes afterwards
said-work-body-required = is required
said-work-body-too-many = at most { $most } may be given, these are { $count }; leave some out

# What serde and serde_json say of what cannot be read.
said-work-serde-field-one-of = unknown field `{ $field }`, expected one of { $names }
said-work-serde-field-two = unknown field `{ $field }`, expected `{ $first }` or `{ $second }`
said-work-serde-field-one = unknown field `{ $field }`, expected `{ $only }`
said-work-serde-field-none = unknown field `{ $field }`, there are no fields
said-work-serde-variant-one-of = unknown variant `{ $word }`, expected one of { $names }
said-work-serde-variant-two = unknown variant `{ $word }`, expected `{ $first }` or `{ $second }`
said-work-serde-variant-one = unknown variant `{ $word }`, expected `{ $only }`
said-work-serde-missing = missing field `{ $field }`
said-work-serde-duplicate = duplicate field `{ $field }`
said-work-serde-type = invalid type: { $said-found }, expected { $said-wanted }
said-work-serde-value = invalid value: { $said-found }, expected { $said-wanted }
said-work-serde-length = invalid length { $count }, expected { $wanted }
said-work-serde-untagged = data did not match any variant of untagged enum { $kind }
said-work-serde-found-text = string "{ $text }"
said-work-serde-found-integer = integer `{ $number }`
said-work-serde-found-float = floating point `{ $number }`
said-work-serde-found-boolean = boolean `{ $truth }`
said-work-serde-found-null = null
said-work-serde-found-sequence = sequence
said-work-serde-found-map = map
said-work-serde-wanted-text = a string
said-work-serde-wanted-boolean = a boolean
said-work-serde-wanted-sequence = a sequence
said-work-serde-wanted-map = a map
said-work-serde-wanted-date = a date string
said-work-serde-wanted-choice = string or map
said-work-serde-wanted-field = a field type such as 'char', or a map with at least 'type'
said-work-serde-wanted-i32 = i32
said-work-serde-wanted-i64 = i64
said-work-serde-wanted-u8 = u8
said-work-serde-wanted-u16 = u16
said-work-serde-wanted-u32 = u32
said-work-serde-wanted-u64 = u64
said-work-serde-wanted-f64 = f64

# What jiff says of days that are none.
said-work-date-year = failed to parse four digit integer as year: { $why }
said-work-date-sign = failed to parse six digit integer as year: { $why }
said-work-date-month = failed to parse two digit integer as month: { $why }
said-work-date-day = failed to parse two digit integer as day: { $why }
said-work-date-after-year = failed to parse separator after year: { $why }
said-work-date-after-month = failed to parse separator after month: { $why }
said-work-date-unreal = parsed date is not valid: { $why }
said-work-date-more = parsed value '{ $value }', but unparsed input { $why } remains (expected no unparsed input)
said-work-date-no-year = expected four digit year (or leading sign for six digit year), but found end of input
said-work-date-no-month = expected two digit month, but found end of input
said-work-date-no-day = expected two digit day, but found end of input
