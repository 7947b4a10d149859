# What is wrong with an expression of the domain language, as the program says it.

# Where it is. The message and the remedy are sentences of their own.
said-domain-at-character = en el carácter { $character }: { $said-message }; { $said-remedy }
said-domain-at-line = línea { $line }, columna { $column }: { $said-message }; { $said-remedy }

# Characters, words and numbers.
said-domain-too-long = el texto tiene { $size } bytes, más de los { $most } permitidos
said-domain-too-long-do = divida la regla o pase las listas largas a un grupo o un área
said-domain-sign = «{ $sign }» no significa nada aquí
said-domain-sign-do = escriba una lista de condiciones como [('field', '=', value)]
said-domain-not-a-number = { $digits } no es un número
said-domain-number-too-large = { $digits } es demasiado grande
said-domain-number-bits = { $digits } no cabe en 64 bits
said-domain-number-do = escriba un número simple como 42 o 3.5
said-domain-nul = el texto contiene un carácter NUL, que ninguna base de datos puede guardar
said-domain-nul-do = quítelo
said-domain-text-open = el texto no está cerrado
said-domain-text-open-do = termínelo con { $quote } antes del final de la regla

# What was found in the wrong place.
said-domain-token-end = el final
said-domain-token-comparison = una comparación
said-domain-token-text = el texto «{ $text }»
said-domain-token-number = el número { $number }
said-domain-left-over = sobra algo después de la expresión: { $said-token }
said-domain-left-over-sign = sobra algo después de la expresión: «{ $sign }»
said-domain-left-over-name = sobra algo después de la expresión: «{ $name }»
said-domain-left-over-do = quítelo o ponga todas las condiciones en una sola lista
said-domain-wants-value = { $said-token } en lugar de un valor
said-domain-wants-value-sign = «{ $sign }» en lugar de un valor
said-domain-wants-value-name = «{ $name }» en lugar de un valor
said-domain-wants-value-do = escriba un texto entre comillas, un número, True, False, una lista o un nombre como user
said-domain-wants-parenthesis = { $said-token } en lugar de «,» o «)»
said-domain-wants-parenthesis-sign = «{ $sign }» en lugar de «,» o «)»
said-domain-wants-parenthesis-name = «{ $name }» en lugar de «,» o «)»
said-domain-wants-bracket = { $said-token } en lugar de «,» o «]»
said-domain-wants-bracket-sign = «{ $sign }» en lugar de «,» o «]»
said-domain-wants-bracket-name = «{ $name }» en lugar de «,» o «]»
said-domain-close-list = cierre la lista o separe sus elementos con «,»
said-domain-close-parenthesis = cierre el paréntesis

# The form of expressions.
said-domain-too-deep = anidado en más de { $most } niveles
said-domain-too-deep-flatter = escríbalo con menos niveles
said-domain-too-deep-join = junte las condiciones de una misma clase o divida la regla
said-domain-too-deep-path = acorte la ruta
said-domain-too-many = la regla tiene más de { $most } partes
said-domain-too-many-do = divídala en varias reglas
said-domain-if-else = «if» sin «else»
said-domain-if-else-do = diga qué vale en otro caso, como en 'A if condition else B'
said-domain-not = «not» no se admite aquí
said-domain-not-do = escriba «not in» o ponga «not» delante
said-domain-negative = solo un número puede ser negativo
said-domain-negative-do = escriba el valor sin «-»
said-domain-after-dot = falta un nombre después de «.»
said-domain-after-dot-do = escriba el nombre de un campo, como en user.partner_id
said-domain-unreachable = «{ $name }» no es accesible desde una regla
said-domain-unreachable-do = use los campos de los registros
said-domain-never-run = { $name } no se puede usar: las reglas se leen, nunca se ejecutan
said-domain-never-run-do = nombre los campos directamente, como en user.center_area_ids
said-domain-after-for = falta un nombre después de «for»
said-domain-for-in = falta «in»
said-domain-for-do = escriba [x.id for x in records]
said-domain-for-end = falta «]»
said-domain-for-end-do = escriba [x.id for x in records], con un solo «for» como máximo

# Conditions and what joins them.
said-domain-list = un dominio es una lista de condiciones
said-domain-list-do = escriba [('field', '=', value)] o elija entre dos listas con 'if … else …'
said-domain-too-few = «{ $sign }» va seguido de muy pocas condiciones
said-domain-too-few-do = añada las que faltan
said-domain-no-term-sign = «{ $sign }» no es un elemento de un dominio
said-domain-no-term = esto no es un elemento de un dominio
said-domain-no-term-do = use '&', '|', '!' o una condición como ('field', '=', value)
said-domain-no-condition = esto no es una condición
said-domain-three = una condición tiene tres elementos, y esta tiene { $count }
said-domain-three-do = escriba tres elementos: ('field', 'operator', value)
said-domain-operator-text = el operador debe ser un texto
said-domain-operator-text-do = escriba '=', 'in', 'like' …
said-domain-field-text = el campo debe ser un texto
said-domain-field-text-do = escriba su nombre entre comillas
said-domain-field-empty = el nombre del campo está vacío
said-domain-field-empty-do = nombre un campo, como en 'area_id'
said-domain-constant = solo (1, '=', 1) y (0, '=', 1) pueden empezar por un número
said-domain-constant-do = escriba (1, '=', 1) para todos los registros, (0, '=', 1) para ninguno
said-domain-skips-rights = «{ $sign }» pasaría por alto los derechos de acceso
said-domain-skips-rights-do = escriba 'any' o 'not any'
said-domain-no-operator = «{ $sign }» no es un operador
said-domain-use-one-of = use uno de estos: { $names }
said-domain-use-these = use { $names }
said-domain-no-relation = { $field } no es una relación, así que nada puede seguirlo
said-domain-no-relation-do = termine ahí la ruta
said-domain-any-relation = «any» necesita una relación, y { $field } no lo es
said-domain-any-relation-do = use '=' o 'in'
said-domain-no-date-part = «{ $part }» no es una parte de una fecha
said-domain-no-name = el modelo { $model } no tiene un nombre por el que buscar
said-domain-no-name-do = enumere en display los campos de su nombre
said-domain-no-name-or-ids = enumere en display los campos de su nombre o compare identificadores

# Operators that mean nothing on a kind of field.
said-domain-no-meaning = «{ $operator }» no significa nada en { $field }, un campo de tipo { $type }
said-domain-no-meaning-an = «{ $operator }» no significa nada en { $field }, un campo de tipo { $type }
said-domain-do-true-false = compare con = True o = False
said-domain-do-other-model = compare un campo del otro modelo
said-domain-do-less-greater = use < y >, porque un número se puede escribir de varias formas
said-domain-do-date-part = una parte de una fecha es un número: use = o <
said-domain-do-tree = nombre una relación con un modelo que sea un árbol
said-domain-do-false = solo son posibles = False y != False
said-domain-no-key = «{ $key }» no está entre las claves

# Values that do not fit a field.
said-domain-unfit = { $value } no es adecuado para { $field }, que es de tipo { $type }
said-domain-do-false-only = solo se puede comparar con False
said-domain-do-number = escriba un número sin comillas
said-domain-do-text = escriba un texto entre comillas
said-domain-do-pattern = escriba el patrón entre comillas
said-domain-do-key = escriba una de las claves entre comillas
said-domain-do-record-id = dé el identificador de un registro
said-domain-do-id-name-false = dé un identificador, un nombre o False
said-domain-do-ids-names = dé identificadores o nombres
said-domain-do-id = compare con un identificador
said-domain-do-single = compare con un solo valor
said-domain-do-no-order = no tiene orden
said-domain-part-number = { $part } es un número
said-domain-part-number-do = compárelo con un número entero
said-domain-no-tree = el modelo { $model } no es un árbol
said-domain-no-tree-do = nombre en parent su enlace consigo mismo
said-domain-do-date = escriba una fecha como '2026-11-21' o una relativa como 'today -1m'
said-domain-do-moment = escriba un momento como '2026-11-21 08:30:00' o uno relativo como '-12H'
said-domain-no-step = «{ $step }» no es un paso de una fecha relativa
said-domain-step-beyond = «{ $step }» lleva más allá del calendario
said-domain-step-no-date = «{ $step }» no es una fecha
said-domain-do-steps-date = escriba pasos como 'today -1m'
said-domain-do-steps-moment = escriba pasos como '-12H'

# The same, found only when the question is asked: without a place.
said-domain-unfit-asked = { $value } no es adecuado para { $field }, que es de tipo { $type }; { $said-remedy }
said-domain-part-number-asked = { $part } es un número; compárelo con un número entero
said-domain-no-name-asked = el modelo { $model } no tiene un nombre por el que buscar; enumere en display los campos de su nombre o compare identificadores
said-domain-no-tree-asked = el modelo { $model } no es un árbol; nombre en parent su enlace consigo mismo
said-domain-no-step-asked = «{ $step }» no es un paso de una fecha relativa; { $said-remedy }
said-domain-step-beyond-asked = «{ $step }» lleva más allá del calendario; { $said-remedy }
said-domain-step-no-date-asked = «{ $step }» no es una fecha; { $said-remedy }

# Those that begin with a value, and so would swallow their place.

# Names in expressions.
said-domain-no-users = ningún modelo describe a los usuarios
said-domain-no-users-do = describa settings.user_model entre los modelos
said-domain-no-companies = ningún modelo describe las empresas
said-domain-actor-itself = actor por sí solo no es un valor
said-domain-actor-has-no = actor no tiene «{ $name }»
said-domain-actor-search = una búsqueda no puede leer actor.{ $name }
said-domain-actor-search-do = use constantes, actor.login, actor.company o actor.companies
said-domain-unknown-name = «{ $name }» no se conoce en una regla
said-domain-unknown-name-do = use user, actor.…, company_ids, company_id, today, now, subject.…, resource.…, action.… o context.…
said-domain-reference-only-id = de una referencia solo se conoce el identificador, así que no tiene «{ $name }»
said-domain-reference-only-id-do = escriba user.env.ref('…').id
said-domain-plain-value = esto es un valor simple, así que no tiene «{ $name }»
said-domain-plain-value-do = tome atributos solo de registros, como en user.partner_id
said-domain-search-fields = una búsqueda no puede leer campos de registros en sus valores
said-domain-search-fields-do = use constantes, user.id, company_ids, company_id, today o now
said-domain-no-computed-name = un nombre no se puede calcular aquí
said-domain-no-computed-name-do = use los campos de los que se compone
said-domain-env = env.{ $name } no es accesible desde una regla
said-domain-env-do = use user.env.companies, user.env.company, user.env.user o user.env.ref('…').id
said-domain-search-technical-id = una búsqueda no puede consultar identificadores técnicos
said-domain-search-technical-id-do = escriba el identificador del registro
said-domain-ref = ref toma un solo identificador técnico
said-domain-ref-do = escriba user.env.ref('base.group_user').id
said-domain-not-accepted = el modelo { $model } no acepta { $part }.{ $name } de las peticiones
said-domain-not-accepted-do = añada { $name } en accepts.{ $part } del modelo
said-domain-mapped = mapped toma el nombre de un campo
said-domain-mapped-do = escriba .mapped('area_id')
said-domain-has-group = has_group toma un identificador técnico
said-domain-has-group-do = escriba has_group('base.group_user')
said-domain-iso = solo se conocen los formatos ISO simples
said-domain-iso-do = use today o now
said-domain-no-call = esta llamada no es posible: las reglas se leen, nunca se ejecutan
said-domain-no-call-do = use .mapped('field'), len(…), user.has_group('…'), user._get_group_ids() o user.env.ref('…').id

# Expressions that cannot be computed.
said-domain-no-user = el usuario no tiene identificador entre los registros del modelo de usuarios; dele uno
said-domain-no-company = el usuario no tiene empresa, o tiene una sin identificador entre los registros; dele lo que falta
said-domain-resource-list = resource.{ $name } solo se conoce para un registro, así que no se puede formar una lista con él
said-domain-outside-list = un nombre se usa fuera de su lista
said-domain-id-of-many = «.id» de { $count } registros: debe haber uno como máximo; use «.ids»
said-domain-id-of-value = «.id» de un valor simple
said-domain-len = len() necesita una lista, un texto o registros
said-domain-for-needs = «for» necesita una lista o registros
said-domain-technical-id = nada se conoce por el identificador técnico «{ $name }»: los grupos se conocen por el suyo y las empresas por su código, si unos y otras se describen entre los modelos; escriba tal cual el identificador de otros registros
said-domain-field-of-value = un campo de un valor simple
said-domain-field-of-many = { $field } de { $count } registros: debe haber uno como máximo
said-domain-no-record = el registro { $id } de { $model } no existe
said-domain-sum = «+» y «-» necesitan dos números, o «+» dos listas o dos textos
said-domain-sum-too-large = el número es demasiado grande
said-domain-no-order = los valores de clases distintas no tienen orden
said-domain-in-list = «in» necesita una lista a su derecha

# Domains that a database cannot be asked.
said-domain-no-table = el modelo { $model } no tiene tabla, así que SQL no llega a él; describa su tabla en el esquema o compruebe registro por registro
said-domain-no-relation-table = { $field } no tiene tabla de relación; descríbala en `relation` (table, own, other)
said-domain-filter-nul = el filtro contiene un carácter NUL, que ninguna base de datos puede guardar; quítelo de los textos y nombres
said-domain-nameless-zone = la zona horaria no tiene nombre IANA, así que no se puede indicar a PostgreSQL ni a SQLite; nombre una como Asia/Manila
