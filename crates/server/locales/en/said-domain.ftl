# What is wrong with an expression of the domain language, as the program says it.

# Where it is. The message and the remedy are sentences of their own.
said-domain-at-character = at character { $character }: { $said-message }; { $said-remedy }
said-domain-at-line = line { $line }, column { $column }: { $said-message }; { $said-remedy }

# Characters, words and numbers.
said-domain-too-long = the text has { $size } bytes, more than the { $most } allowed
said-domain-too-long-do = split the rule or move long lists into a group or an area
said-domain-sign = '{ $sign }' has no meaning here
said-domain-sign-do = write a list of conditions such as [('field', '=', value)]
said-domain-not-a-number = { $digits } is not a number
said-domain-number-too-large = { $digits } is too large
said-domain-number-bits = { $digits } does not fit into 64 bits
said-domain-number-do = write a plain number such as 42 or 3.5
said-domain-nul = the text holds a NUL character, which no database can keep
said-domain-nul-do = leave it out
said-domain-text-open = the text is not closed
said-domain-text-open-do = end it with { $quote } before the end of the rule

# What was found in the wrong place.
said-domain-token-end = the end
said-domain-token-comparison = a comparison
said-domain-token-text = the text "{ $text }"
said-domain-token-number = the number { $number }
said-domain-left-over = { $said-token } is left over after the expression
said-domain-left-over-sign = '{ $sign }' is left over after the expression
said-domain-left-over-name = "{ $name }" is left over after the expression
said-domain-left-over-do = remove it, or put all conditions into one list
said-domain-wants-value = { $said-token } where a value is expected
said-domain-wants-value-sign = '{ $sign }' where a value is expected
said-domain-wants-value-name = "{ $name }" where a value is expected
said-domain-wants-value-do = write a text in quotes, a number, True, False, a list or a name such as user
said-domain-wants-parenthesis = { $said-token } where ',' or ')' is expected
said-domain-wants-parenthesis-sign = '{ $sign }' where ',' or ')' is expected
said-domain-wants-parenthesis-name = "{ $name }" where ',' or ')' is expected
said-domain-wants-bracket = { $said-token } where ',' or ']' is expected
said-domain-wants-bracket-sign = '{ $sign }' where ',' or ']' is expected
said-domain-wants-bracket-name = "{ $name }" where ',' or ']' is expected
said-domain-close-list = close the list or separate its items with ','
said-domain-close-parenthesis = close the parenthesis

# The form of expressions.
said-domain-too-deep = nested deeper than { $most } levels
said-domain-too-deep-flatter = write it flatter
said-domain-too-deep-join = join conditions of one kind, or split the rule
said-domain-too-deep-path = shorten the path
said-domain-too-many = the rule has more than { $most } parts
said-domain-too-many-do = split it into several rules
said-domain-if-else = 'if' without 'else'
said-domain-if-else-do = say what holds otherwise, as in 'A if condition else B'
said-domain-not = 'not' is not expected here
said-domain-not-do = write 'not in' or put 'not' in front
said-domain-negative = only a number can be negative
said-domain-negative-do = write the value without '-'
said-domain-after-dot = a name is missing after '.'
said-domain-after-dot-do = write a field name, as in user.partner_id
said-domain-unreachable = "{ $name }" is not reachable from a rule
said-domain-unreachable-do = use the fields of records
said-domain-never-run = { $name } cannot be used: rules are read, never run
said-domain-never-run-do = name fields directly, as in user.center_area_ids
said-domain-after-for = a name is missing after 'for'
said-domain-for-in = 'in' is missing
said-domain-for-do = write [x.id for x in records]
said-domain-for-end = ']' is missing
said-domain-for-end-do = write [x.id for x in records], with one 'for' at most

# Conditions and what joins them.
said-domain-list = a domain is a list of conditions
said-domain-list-do = write [('field', '=', value)], or choose between two lists with 'if … else …'
said-domain-too-few = "{ $sign }" has too few conditions after it
said-domain-too-few-do = add the missing ones
said-domain-no-term-sign = "{ $sign }" is no term of a domain
said-domain-no-term = this is no term of a domain
said-domain-no-term-do = use '&', '|', '!' or a condition such as ('field', '=', value)
said-domain-no-condition = this is no condition
said-domain-three = a condition has three items, this one has { $count }
said-domain-three-do = write three items: ('field', 'operator', value)
said-domain-operator-text = the operator must be a text
said-domain-operator-text-do = write '=', 'in', 'like' …
said-domain-field-text = the field must be a text
said-domain-field-text-do = write its name in quotes
said-domain-field-empty = the field name is empty
said-domain-field-empty-do = name a field, as in 'area_id'
said-domain-constant = only (1, '=', 1) and (0, '=', 1) may begin with a number
said-domain-constant-do = write (1, '=', 1) for every record, (0, '=', 1) for none
said-domain-skips-rights = "{ $sign }" would skip access rights
said-domain-skips-rights-do = write 'any' or 'not any'
said-domain-no-operator = "{ $sign }" is no operator
said-domain-use-one-of = use one of { $names }
said-domain-use-these = use { $names }
said-domain-no-relation = { $field } is no relation, so nothing can follow it
said-domain-no-relation-do = end the path there
said-domain-any-relation = 'any' needs a relation, { $field } is none
said-domain-any-relation-do = use '=' or 'in'
said-domain-no-date-part = "{ $part }" is no part of a date
said-domain-no-name = model { $model } has no name to search by
said-domain-no-name-do = list the fields of its name under display
said-domain-no-name-or-ids = list the fields of its name under display, or compare ids

# Operators that mean nothing on a kind of field.
said-domain-no-meaning = "{ $operator }" has no meaning on { $field }, which is a { $type } field
said-domain-no-meaning-an = "{ $operator }" has no meaning on { $field }, which is an { $type } field
said-domain-do-true-false = compare with = True or = False
said-domain-do-other-model = compare a field of the other model
said-domain-do-less-greater = use < and >, since numbers have no single spelling
said-domain-do-date-part = a part of a date is a number: use = or <
said-domain-do-tree = name a relation to a model that is a tree
said-domain-do-false = only = False and != False are possible
said-domain-no-key = "{ $key }" is none of the keys

# Values that do not fit a field.
said-domain-unfit = { $value } does not fit { $field }, which is of type { $type }
said-domain-do-false-only = only False can be compared with it
said-domain-do-number = write a number without quotes
said-domain-do-text = write a text in quotes
said-domain-do-pattern = write the pattern in quotes
said-domain-do-key = write one of the keys in quotes
said-domain-do-record-id = give the id of a record
said-domain-do-id-name-false = give an id, a name or False
said-domain-do-ids-names = give ids or names
said-domain-do-id = compare with an id
said-domain-do-single = compare with a single value
said-domain-do-no-order = it has no order
said-domain-part-number = { $part } is a number
said-domain-part-number-do = compare it with a whole number
said-domain-no-tree = model { $model } is no tree
said-domain-no-tree-do = name its link to itself under parent
said-domain-do-date = write a date such as '2026-11-21' or a relative one such as 'today -1m'
said-domain-do-moment = write a moment such as '2026-11-21 08:30:00' or a relative one such as '-12H'
said-domain-no-step = "{ $step }" is no step of a relative date
said-domain-step-beyond = "{ $step }" leads beyond the calendar
said-domain-step-no-date = "{ $step }" is no date
said-domain-do-steps-date = write steps such as 'today -1m'
said-domain-do-steps-moment = write steps such as '-12H'

# The same, found only when the question is asked: without a place.
said-domain-unfit-asked = { $value } does not fit { $field }, which is of type { $type }; { $said-remedy }
said-domain-part-number-asked = { $part } is a number; compare it with a whole number
said-domain-no-name-asked = model { $model } has no name to search by; list the fields of its name under display, or compare ids
said-domain-no-tree-asked = model { $model } is no tree; name its link to itself under parent
said-domain-no-step-asked = "{ $step }" is no step of a relative date; { $said-remedy }
said-domain-step-beyond-asked = "{ $step }" leads beyond the calendar; { $said-remedy }
said-domain-step-no-date-asked = "{ $step }" is no date; { $said-remedy }

# Those that begin with a value, and so would swallow their place.

# Names in expressions.
said-domain-no-users = no model describes the users
said-domain-no-users-do = describe settings.user_model under models
said-domain-no-companies = no model describes the companies
said-domain-actor-itself = actor by itself is no value
said-domain-actor-has-no = the actor has no "{ $name }"
said-domain-actor-search = a search may not read actor.{ $name }
said-domain-actor-search-do = use constants, actor.login, actor.company or actor.companies
said-domain-unknown-name = "{ $name }" is not known in a rule
said-domain-unknown-name-do = use user, actor.…, company_ids, company_id, today, now, subject.…, resource.…, action.… or context.…
said-domain-reference-only-id = of a reference only the id is known, so it has no "{ $name }"
said-domain-reference-only-id-do = write user.env.ref('…').id
said-domain-plain-value = this is a plain value, so it has no "{ $name }"
said-domain-plain-value-do = take attributes of records only, as in user.partner_id
said-domain-search-fields = a search may not read the fields of records in its values
said-domain-search-fields-do = use constants, user.id, company_ids, company_id, today or now
said-domain-no-computed-name = a name cannot be computed here
said-domain-no-computed-name-do = use the fields it consists of
said-domain-env = env.{ $name } is not reachable from a rule
said-domain-env-do = use user.env.companies, user.env.company, user.env.user or user.env.ref('…').id
said-domain-search-technical-id = a search may not look up technical ids
said-domain-search-technical-id-do = write the id of the record
said-domain-ref = ref takes one technical id
said-domain-ref-do = write user.env.ref('base.group_user').id
said-domain-not-accepted = model { $model } does not take { $part }.{ $name } from requests
said-domain-not-accepted-do = list { $name } under accepts.{ $part } of the model
said-domain-mapped = mapped takes a field name
said-domain-mapped-do = write .mapped('area_id')
said-domain-has-group = has_group takes a technical id
said-domain-has-group-do = write has_group('base.group_user')
said-domain-iso = only plain ISO formats are known
said-domain-iso-do = use today or now
said-domain-no-call = this call is not possible: rules are read, never run
said-domain-no-call-do = use .mapped('field'), len(…), user.has_group('…'), user._get_group_ids() or user.env.ref('…').id

# Expressions that cannot be computed.
said-domain-no-user = the user has no id among the records of the user model; give the user one
said-domain-no-company = the user has no company, or one without an id among the records; give it one
said-domain-resource-list = resource.{ $name } is known for one record only, so no list can be made of it
said-domain-outside-list = a name is used outside its list
said-domain-id-of-many = '.id' of { $count } records: there must be one at most; use '.ids'
said-domain-id-of-value = '.id' of a plain value
said-domain-len = len() needs a list, a text or records
said-domain-for-needs = 'for' needs a list or records
said-domain-technical-id = nothing is known by the technical id "{ $name }": groups are by theirs, and companies by their code, if both are described under models; write the id of other records as it is
said-domain-field-of-value = a field of a plain value
said-domain-field-of-many = { $field } of { $count } records: there must be one at most
said-domain-no-record = record { $id } of { $model } does not exist
said-domain-sum = '+' and '-' need two numbers, or '+' two lists or two texts
said-domain-sum-too-large = the number is too large
said-domain-no-order = values of different kinds have no order
said-domain-in-list = 'in' needs a list on its right

# Domains that a database cannot be asked.
said-domain-no-table = model { $model } has no table, so SQL cannot reach it; describe its table in the schema or check record by record
said-domain-no-relation-table = { $field } has no relation table; describe it under `relation` (table, own, other)
said-domain-filter-nul = the filter holds a NUL character, which no database can keep; leave it out of texts and names
said-domain-nameless-zone = the time zone has no IANA name, so PostgreSQL and SQLite cannot be told; name one such as Asia/Manila
