# What the engine says: what is not one's own to give, what no access list allows, and what cannot be in force.

# What is not one's own to give.
said-policy-nothing-held = su cuenta no le da nada hoy, así que no puede dar nada; «Explicar un acceso» le dice por qué
said-policy-no-group-declared = no hay ningún grupo «{ $group }»; elija uno que exista
said-policy-no-area-declared = no hay ningún área «{ $area }»; elija una que exista
said-policy-no-company-declared = no hay ninguna empresa «{ $company }»; elija una que exista
said-policy-no-role-declared = no hay ningún rol «{ $role }»; elija uno de entre los roles
said-policy-denied = el grupo { $group } permite lo que una excepción le deniega; déjelo a alguien que pueda hacerlo
said-policy-not-held = usted no tiene el grupo { $group }; déjelo a alguien que lo tenga
said-policy-not-held-area = usted no tiene el grupo { $group } en el área { $area }; elija un lugar donde lo tenga
said-policy-not-held-every-area = usted no tiene el grupo { $group } en todas las áreas; elija un lugar donde lo tenga
said-policy-not-held-company = usted no tiene el grupo { $group } para la empresa { $company }; elija un lugar donde lo tenga
said-policy-not-held-every-company = usted no tiene el grupo { $group } para todas las empresas; elija un lugar donde lo tenga
said-policy-not-held-area-company = usted no tiene el grupo { $group } en el área { $area } para la empresa { $company }; elija un lugar donde lo tenga
said-policy-not-held-area-every-company = usted no tiene el grupo { $group } en el área { $area } para todas las empresas; elija un lugar donde lo tenga
said-policy-not-held-before-after = usted no tiene el grupo { $group } antes del { $before } ni después del { $after }; limítese a los días en que lo tenga
said-policy-not-held-before = usted no tiene el grupo { $group } antes del { $before }; limítese a los días en que lo tenga
said-policy-not-held-after = usted no tiene el grupo { $group } después del { $after }; limítese a los días en que lo tenga
said-policy-not-held-area-before-after = usted no tiene el grupo { $group } en el área { $area } antes del { $before } ni después del { $after }; limítese a los días en que lo tenga
said-policy-not-held-area-before = usted no tiene el grupo { $group } en el área { $area } antes del { $before }; limítese a los días en que lo tenga
said-policy-not-held-area-after = usted no tiene el grupo { $group } en el área { $area } después del { $after }; limítese a los días en que lo tenga
said-policy-not-held-company-before-after = usted no tiene el grupo { $group } para la empresa { $company } antes del { $before } ni después del { $after }; limítese a los días en que lo tenga
said-policy-not-held-company-before = usted no tiene el grupo { $group } para la empresa { $company } antes del { $before }; limítese a los días en que lo tenga
said-policy-not-held-company-after = usted no tiene el grupo { $group } para la empresa { $company } después del { $after }; limítese a los días en que lo tenga
said-policy-not-held-area-company-before-after = usted no tiene el grupo { $group } en el área { $area } para la empresa { $company } antes del { $before } ni después del { $after }; limítese a los días en que lo tenga
said-policy-not-held-area-company-before = usted no tiene el grupo { $group } en el área { $area } para la empresa { $company } antes del { $before }; limítese a los días en que lo tenga
said-policy-not-held-area-company-after = usted no tiene el grupo { $group } en el área { $area } para la empresa { $company } después del { $after }; limítese a los días en que lo tenga
said-policy-other-department = lo que abre el grupo { $group } depende del departamento de quien lo tenga, y el departamento { $department } no está entre los suyos; déjelo a alguien cuyos derechos lleguen a todos
said-policy-any-department = lo que abre el grupo { $group } depende del departamento de quien lo tenga, y llegaría a personas de cualquier departamento; déjelo a alguien cuyos derechos lleguen a todos
said-policy-allowed-more = una excepción permite más a este usuario («{ $reason }»), y eso solo lo tiene quien tiene el grupo { $group } en todas partes
said-policy-bypasses = este usuario pasa por encima de todos los derechos, y eso solo lo tiene quien tiene el grupo { $group } en todas partes

# What no access list allows, line by line.
said-policy-may-not-create = No tiene permiso para crear registros «{ $label }» ({ $model }).
said-policy-may-not-read = No tiene permiso para acceder a registros «{ $label }» ({ $model }).
said-policy-may-not-update = No tiene permiso para modificar registros «{ $label }» ({ $model }).
said-policy-may-not-delete = No tiene permiso para eliminar registros «{ $label }» ({ $model }).
said-policy-may-nobody = Ningún grupo permite esta operación por ahora.
said-policy-may-groups = Esta operación se permite a los grupos siguientes:
said-policy-may-group = – { $group }
said-policy-may-ask = Si lo necesita, pida acceso a su administrador.
said-policy-field-hidden = Sus derechos no bastan para acceder al campo «{ $field }» de { $model }. Consulte a su administrador.
said-policy-field-hidden-read = Operación: leer

# What cannot be in force: the place, what is wrong, and the remedy.
said-policy-problem-models = modelos: { $said-what }; { $said-remedy }
said-policy-problem-model = modelo { $model }: { $said-what }; { $said-remedy }
said-policy-problem-model-field = modelo { $model }, campo { $field }: { $said-what }; { $said-remedy }
said-policy-problem-model-inherits = modelo { $model }, hereda de { $parent }: { $said-what }; { $said-remedy }
said-policy-problem-model-part = modelo { $model }, { $part }: { $said-what }; { $said-remedy }
said-policy-problem-group-implies = grupo { $group }, grupos incluidos: { $said-what }; { $said-remedy }
said-policy-problem-role = rol { $role }: { $said-what }; { $said-remedy }
said-policy-problem-acl = lista de acceso { $acl }: { $said-what }; { $said-remedy }
said-policy-problem-rule = regla { $rule }: { $said-what }; { $said-remedy }
said-policy-problem-rule-place = regla { $rule }, línea { $line }, columna { $column }: { $said-what }; { $said-remedy }
said-policy-problem-field-rule = límite de campo { $rule }: { $said-what }; { $said-remedy }
said-policy-problem-permission = permiso { $permission }: { $said-what }; { $said-remedy }
said-policy-problem-direct-groups = grupos dados directamente a un usuario: { $said-what }; { $said-remedy }
said-policy-problem-user = usuario { $login }: { $said-what }; { $said-remedy }
said-policy-problem-user-override = usuario { $login }, excepción: { $said-what }; { $said-remedy }
said-policy-problem-user-role = usuario { $login }, rol { $role }: { $said-what }; { $said-remedy }
said-policy-problem-company-role = empresa { $company }, rol { $role }: { $said-what }; { $said-remedy }
said-policy-problem-department-role = departamento { $department }, rol { $role }: { $said-what }; { $said-remedy }

# Names that lead nowhere.
said-policy-meant = ¿quiso decir «{ $name }»?
said-policy-describe-model = descríbalo entre los modelos
said-policy-declare-group = declárelo entre los grupos
said-policy-declare-role = declárelo entre los roles
said-policy-declare-area = declárela entre las áreas
said-policy-declare-company = declárela entre las empresas
said-policy-declare-department = declárelo entre los departamentos
said-policy-declare-permission = declárelo entre los permisos
said-policy-no-field = el modelo { $model } no tiene ningún campo «{ $field }»
said-policy-declare-field = declárelo en el modelo { $model } o use uno de sus campos: { $fields }
said-policy-no-action = el modelo { $model } no tiene ninguna acción { $action }
said-policy-list-action = inclúyala entre las acciones, con la operación cuyas reglas sigue

# Models and their fields.
said-policy-too-many-models = más de 65 535 modelos
said-policy-split-policy = divida la política
said-policy-field-given = { $field } existe en todos los modelos
said-policy-remove-field = quítelo de los campos
said-policy-inverse-no-link = modelo { $model }, campo { $field }: { $link } no es un many2one a { $to }; indique el campo que enlaza de vuelta
said-policy-inherits-no-link = modelo { $model }, hereda de { $parent }: { $link } no es un many2one a { $to }; indique el enlace al modelo superior
said-policy-inherits-no-field = modelo { $model }, hereda de { $parent }: { $name } no tiene ningún campo { $field }; declare el many2one al modelo superior
said-policy-name-many2one-back = indique el many2one que enlaza de vuelta
said-policy-inherits-itself = hereda de sí mismo
said-policy-remove-inherits = quite uno de los enlaces de inherits
said-policy-not-named-by-texts = { $field } no es ni un texto ni un enlace a un registro que se nombre con textos
said-policy-named-in-circle = toma su nombre de registros que toman el suyo de él
said-policy-list-texts = indique campos de texto
said-policy-no-tree-link = { $field } no es un many2one al propio { $model }
said-policy-name-tree-link = indique el enlace que hace de los registros un árbol
said-policy-no-relation-before = «{ $field }» sigue a un campo que no es una relación
said-policy-end-path = termine la ruta antes de él
said-policy-name-no-relation = un nombre no es una relación
said-policy-name-relation = indique una relación

# Rules and roles.
said-policy-no-operation = no se refiere a ninguna operación
said-policy-name-operation = indique al menos una de estas operaciones: crear, leer, modificar, eliminar
said-policy-field-operations = los campos se leen o se modifican, nada más
said-policy-name-field-operations = indique leer, modificar o ambas
said-policy-exclusive-groups = da grupos que se excluyen entre sí: { $groups }
said-policy-one-kind = un usuario solo puede ser de un tipo; quítelos todos menos uno
said-policy-role-still-named = aún lo nombran líneas de rol
said-policy-end-lines = termine antes esas líneas o conserve el rol
said-policy-lines-without-area = algunas de sus líneas no nombran ninguna; deles áreas o deje el rol global
said-policy-lines-with-area = algunas de sus líneas nombran áreas; termínelas o deje el rol local
said-policy-name-areas = indique las áreas en que cuenta
said-policy-remove-areas = quite las áreas o elija un rol local
said-policy-many-places = la línea nombra más de { $most } áreas o empresas
said-policy-name-above = nombre las que están por encima

# People and places.
said-policy-login-twice = el nombre de usuario figura dos veces
said-policy-remove-one = quite uno de los dos
said-policy-department-elsewhere = el departamento { $department } no pertenece a la empresa principal
said-policy-choose-department = elija un departamento de esa empresa, o la otra empresa
said-policy-no-zone = «{ $zone }» no es una zona horaria
said-policy-use-zone = use un nombre IANA como Asia/Manila
said-policy-id-of-user = el usuario { $login } también tiene el identificador de registro { $id }
said-policy-id-of-another-user = otro usuario también tiene el identificador de registro { $id }
said-policy-id-of-another-company = otra empresa también tiene el identificador de registro { $id }
said-policy-id-of-another-area = otra área también tiene el identificador de registro { $id }
said-policy-own-ids = dé a cada uno su propio identificador
said-policy-override-no-record = no nombra ningún registro
said-policy-list-records = nombre algunos, o no indique registros para abarcarlos todos
said-policy-id-not-text = { $id } no es un identificador de { $model }, cuyos identificadores son textos
said-policy-id-not-number = { $id } no es un identificador de { $model }, cuyos identificadores son números
said-policy-in-quotes = póngalo entre comillas
said-policy-without-quotes = escríbalo sin comillas
said-policy-no-area-above = no hay ningún área «{ $area }» por encima
said-policy-no-company-above = no hay ninguna empresa «{ $company }» por encima
said-policy-no-department-above = no hay ningún departamento «{ $department }» por encima
said-policy-declare-parent = declare ese nivel superior, o no indique ninguno
said-policy-below-itself = este elemento queda por debajo de sí mismo
said-policy-break-circle = rompa el círculo de niveles superiores
said-policy-department-above-elsewhere = el departamento superior pertenece a otra empresa
said-policy-own-tree = mantenga los departamentos de cada empresa en un árbol propio

# Values of records that do not fit, where a decision needs them.
said-policy-unread-not-own = los registros no se pudieron leer: usuario { $login }: { $field }: { $found } no es un valor propio; ponga el enlace en los otros registros
said-policy-unread-no-id = los registros no se pudieron leer: usuario { $login }: { $field }: { $found } no es un identificador de registro; dé el de un registro, o null
said-policy-unread-no-ids = los registros no se pudieron leer: usuario { $login }: { $field }: { $found } no es una lista de identificadores de registros; dé una lista como [1, 2]
said-policy-unread-no-date = los registros no se pudieron leer: usuario { $login }: { $field }: { $found } no es una fecha; escríbala como "2026-11-21"
said-policy-unread-no-moment = los registros no se pudieron leer: usuario { $login }: { $field }: { $found } no es un momento; escríbalo como "2026-11-21 08:30:00", en UTC
said-policy-unread-no-boolean = los registros no se pudieron leer: usuario { $login }: { $field }: { $found } no es verdadero ni falso; escriba true o false
said-policy-unread-no-integer = los registros no se pudieron leer: usuario { $login }: { $field }: { $found } no es un número entero; escríbalo sin comillas ni decimales
said-policy-unread-no-number = los registros no se pudieron leer: usuario { $login }: { $field }: { $found } no es un número; escríbalo sin comillas
said-policy-unread-no-text = los registros no se pudieron leer: usuario { $login }: { $field }: { $found } no es un texto; póngalo entre comillas
