# What the engine says: what is not one's own to give, what no access list allows, and what cannot be in force.

# What is not one's own to give.
said-policy-nothing-held = your account gives you nothing today, so you can give nothing; see why with explain
said-policy-no-group-declared = there is no group "{ $group }"; choose one that is declared
said-policy-no-area-declared = there is no area "{ $area }"; choose one that is declared
said-policy-no-company-declared = there is no company "{ $company }"; choose one that is declared
said-policy-no-role-declared = there is no role "{ $role }"; choose one that is declared under roles
said-policy-denied = group { $group } allows what an override denies you; leave it to somebody who may do it
said-policy-not-held = you do not hold group { $group }; leave it to somebody who does
said-policy-not-held-area = you do not hold group { $group } in area { $area }; choose a place where you do
said-policy-not-held-every-area = you do not hold group { $group } in every area; choose a place where you do
said-policy-not-held-company = you do not hold group { $group } for company { $company }; choose a place where you do
said-policy-not-held-every-company = you do not hold group { $group } for every company; choose a place where you do
said-policy-not-held-area-company = you do not hold group { $group } in area { $area } for company { $company }; choose a place where you do
said-policy-not-held-area-every-company = you do not hold group { $group } in area { $area } for every company; choose a place where you do
said-policy-not-held-before-after = you do not hold group { $group } before { $before } or after { $after }; keep to the days on which you do
said-policy-not-held-before = you do not hold group { $group } before { $before }; keep to the days on which you do
said-policy-not-held-after = you do not hold group { $group } after { $after }; keep to the days on which you do
said-policy-not-held-area-before-after = you do not hold group { $group } in area { $area } before { $before } or after { $after }; keep to the days on which you do
said-policy-not-held-area-before = you do not hold group { $group } in area { $area } before { $before }; keep to the days on which you do
said-policy-not-held-area-after = you do not hold group { $group } in area { $area } after { $after }; keep to the days on which you do
said-policy-not-held-company-before-after = you do not hold group { $group } for company { $company } before { $before } or after { $after }; keep to the days on which you do
said-policy-not-held-company-before = you do not hold group { $group } for company { $company } before { $before }; keep to the days on which you do
said-policy-not-held-company-after = you do not hold group { $group } for company { $company } after { $after }; keep to the days on which you do
said-policy-not-held-area-company-before-after = you do not hold group { $group } in area { $area } for company { $company } before { $before } or after { $after }; keep to the days on which you do
said-policy-not-held-area-company-before = you do not hold group { $group } in area { $area } for company { $company } before { $before }; keep to the days on which you do
said-policy-not-held-area-company-after = you do not hold group { $group } in area { $area } for company { $company } after { $after }; keep to the days on which you do
said-policy-other-department = what group { $group } opens goes by the department of whoever has it, and department { $department } is not among yours; leave it to somebody who reaches them all
said-policy-any-department = what group { $group } opens goes by the department of whoever has it, and it would go to people of any department; leave it to somebody who reaches them all
said-policy-allowed-more = an override allows this user more ("{ $reason }"), which only somebody with group { $group } everywhere holds
said-policy-bypasses = this user bypasses every right, which only somebody with group { $group } everywhere holds

# What no access list allows, line by line.
said-policy-may-not-create = You are not allowed to create '{ $label }' ({ $model }) records.
said-policy-may-not-read = You are not allowed to access '{ $label }' ({ $model }) records.
said-policy-may-not-update = You are not allowed to modify '{ $label }' ({ $model }) records.
said-policy-may-not-delete = You are not allowed to delete '{ $label }' ({ $model }) records.
said-policy-may-nobody = No group currently allows this operation.
said-policy-may-groups = This operation is allowed for the following groups:
said-policy-may-group = {"	"}- { $group }
said-policy-may-ask = Contact your administrator to request access if necessary.
said-policy-field-hidden = You do not have enough rights to access the field "{ $field }" on { $model }. Please contact your system administrator.
said-policy-field-hidden-read = Operation: read

# What cannot be in force: the place, what is wrong, and the remedy.
said-policy-problem-models = models: { $said-what }; { $said-remedy }
said-policy-problem-model = model { $model }: { $said-what }; { $said-remedy }
said-policy-problem-model-field = model { $model }, field { $field }: { $said-what }; { $said-remedy }
said-policy-problem-model-inherits = model { $model }, inherits { $parent }: { $said-what }; { $said-remedy }
said-policy-problem-model-part = model { $model }, { $part }: { $said-what }; { $said-remedy }
said-policy-problem-group-implies = group { $group }, implies: { $said-what }; { $said-remedy }
said-policy-problem-role = role { $role }: { $said-what }; { $said-remedy }
said-policy-problem-acl = ACL { $acl }: { $said-what }; { $said-remedy }
said-policy-problem-rule = rule { $rule }: { $said-what }; { $said-remedy }
said-policy-problem-rule-place = rule { $rule }, line { $line }, column { $column }: { $said-what }; { $said-remedy }
said-policy-problem-field-rule = field rule { $rule }: { $said-what }; { $said-remedy }
said-policy-problem-permission = permission { $permission }: { $said-what }; { $said-remedy }
said-policy-problem-direct-groups = direct groups of a user: { $said-what }; { $said-remedy }
said-policy-problem-user = user { $login }: { $said-what }; { $said-remedy }
said-policy-problem-user-override = user { $login }, override: { $said-what }; { $said-remedy }
said-policy-problem-user-role = user { $login }, role { $role }: { $said-what }; { $said-remedy }
said-policy-problem-company-role = company { $company }, role { $role }: { $said-what }; { $said-remedy }
said-policy-problem-department-role = department { $department }, role { $role }: { $said-what }; { $said-remedy }

# Names that lead nowhere.
said-policy-meant = did you mean "{ $name }"?
said-policy-describe-model = describe it under models
said-policy-declare-group = declare it under groups
said-policy-declare-role = declare it under roles
said-policy-declare-area = declare it under areas
said-policy-declare-company = declare it under companies
said-policy-declare-department = declare it under departments
said-policy-declare-permission = declare it under permissions
said-policy-no-field = model { $model } has no field "{ $field }"
said-policy-declare-field = declare it in model { $model } or use one of its fields: { $fields }
said-policy-no-action = model { $model } has no action { $action }
said-policy-list-action = list it under actions with the operation whose rules it obeys

# Models and their fields.
said-policy-too-many-models = more than 65,535 models
said-policy-split-policy = split the policy
said-policy-field-given = { $field } exists on every model
said-policy-remove-field = remove it from the fields
said-policy-inverse-no-link = model { $model }, field { $field }: { $link } is no many2one to { $to }; name the field that links back
said-policy-inherits-no-link = model { $model }, inherits { $parent }: { $link } is no many2one to { $to }; name the link to the parent
said-policy-inherits-no-field = model { $model }, inherits { $parent }: { $name } has no field { $field }; declare the many2one to the parent
said-policy-name-many2one-back = name the many2one that links back
said-policy-inherits-itself = it inherits from itself
said-policy-remove-inherits = remove one of the links under inherits
said-policy-not-named-by-texts = { $field } is neither a text nor a link to a record that is named by texts
said-policy-named-in-circle = it is named after records that are named after it
said-policy-list-texts = list text fields
said-policy-no-tree-link = { $field } is no many2one to { $model } itself
said-policy-name-tree-link = name the link that makes the records a tree
said-policy-no-relation-before = "{ $field }" follows a field that is no relation
said-policy-end-path = end the path before it
said-policy-name-no-relation = a name is no relation
said-policy-name-relation = name a relation

# Rules and roles.
said-policy-no-operation = it speaks about no operation
said-policy-name-operation = name at least one of create, read, update, delete
said-policy-field-operations = fields are read and updated, nothing else
said-policy-name-field-operations = name read, update or both
said-policy-exclusive-groups = it gives groups that exclude each other: { $groups }
said-policy-one-kind = a user can be of one kind only; remove all but one
said-policy-role-still-named = role lines still name it
said-policy-end-lines = end those lines first, or keep the role
said-policy-lines-without-area = some of its lines name none; give them areas, or keep the role global
said-policy-lines-with-area = some of its lines name areas; end them, or keep the role local
said-policy-name-areas = name the areas it counts in
said-policy-remove-areas = remove the areas or choose a local role
said-policy-many-places = it names more than { $most } areas or companies
said-policy-name-above = name those above them

# People and places.
said-policy-login-twice = the login is listed twice
said-policy-remove-one = remove one of them
said-policy-department-elsewhere = department { $department } does not belong to the home company
said-policy-choose-department = choose a department of that company, or the other company
said-policy-no-zone = "{ $zone }" is no time zone
said-policy-use-zone = use an IANA name such as Asia/Manila
said-policy-id-of-user = user { $login } has the record id { $id } too
said-policy-id-of-another-user = another user has the record id { $id } too
said-policy-id-of-another-company = another company has the record id { $id } too
said-policy-id-of-another-area = another area has the record id { $id } too
said-policy-own-ids = give each its own id
said-policy-override-no-record = it names no record
said-policy-list-records = list some, or leave records out for all of them
said-policy-id-not-text = { $id } is no id of { $model }, whose ids are texts
said-policy-id-not-number = { $id } is no id of { $model }, whose ids are numbers
said-policy-in-quotes = put it in quotes
said-policy-without-quotes = write it without quotes
said-policy-no-area-above = there is no area "{ $area }" above it
said-policy-no-company-above = there is no company "{ $company }" above it
said-policy-no-department-above = there is no department "{ $department }" above it
said-policy-declare-parent = declare it, or leave parent out
said-policy-below-itself = it lies below itself
said-policy-break-circle = break the circle of parents
said-policy-department-above-elsewhere = the department above it belongs to another company
said-policy-own-tree = keep each company's departments in a tree of their own

# Values of records that do not fit, where a decision needs them.
said-policy-unread-not-own = the records could not be read: user { $login }: { $field }: { $found } is no own value; set the link on the other records instead
said-policy-unread-no-id = the records could not be read: user { $login }: { $field }: { $found } is no record id; give the id of one record, or null
said-policy-unread-no-ids = the records could not be read: user { $login }: { $field }: { $found } is no list of record ids; give a list such as [1, 2]
said-policy-unread-no-date = the records could not be read: user { $login }: { $field }: { $found } is no date; write it as "2026-11-21"
said-policy-unread-no-moment = the records could not be read: user { $login }: { $field }: { $found } is no moment; write it as "2026-11-21 08:30:00" in UTC
said-policy-unread-no-boolean = the records could not be read: user { $login }: { $field }: { $found } is no boolean; write true or false
said-policy-unread-no-integer = the records could not be read: user { $login }: { $field }: { $found } is no whole number; write it without quotes or fraction
said-policy-unread-no-number = the records could not be read: user { $login }: { $field }: { $found } is no number; write it without quotes
said-policy-unread-no-text = the records could not be read: user { $login }: { $field }: { $found } is no text; put it in quotes
