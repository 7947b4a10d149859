# What is wrong with a value, with a password or a second factor, and what the sign-in check says, as use cases say it.

# Keys: names and codes that everything is known by. The words for kinds are filled into the sentences, all of one gender.
said-values-key-empty-a = un { $said-kind } no puede estar vacío
said-values-key-empty-an = un { $said-kind } no puede estar vacío
said-values-key-long-a = un { $said-kind } puede tener como máximo { $most } bytes, y este tiene { $bytes }
said-values-key-long-an = un { $said-kind } puede tener como máximo { $most } bytes, y este tiene { $bytes }
said-values-key-character-a = «{ $text }» no es un { $said-kind }: aquí no se admite «{ $found }»; { $said-remedy }
said-values-key-character-an = «{ $text }» no es un { $said-kind }: aquí no se admite «{ $found }»; { $said-remedy }
said-values-remedy-identifier = use letras, dígitos y «_»
said-values-remedy-start = empiece por una letra o «_»
said-values-remedy-dotted = use letras, dígitos, «_», «-» y «.»
said-values-remedy-dots = ponga un nombre a cada lado de cada «.»
said-values-remedy-control = quite los caracteres de control
said-values-remedy-leading = quite el espacio del principio
said-values-remedy-trailing = quite el espacio del final
said-values-key-kind-model = nombre de modelo
said-values-key-kind-field = nombre de campo
said-values-key-kind-action = nombre de acción
said-values-key-kind-group = identificador de grupo
said-values-key-kind-privilege = identificador de privilegio
said-values-key-kind-category = identificador de categoría
said-values-key-kind-acl = identificador de lista de acceso
said-values-key-kind-rule = identificador de regla
said-values-key-kind-field-rule = identificador de límite de campo
said-values-key-kind-role = identificador de rol
said-values-key-kind-company = código de empresa
said-values-key-kind-department = código de departamento
said-values-key-kind-area = código de área
said-values-key-kind-notification = tipo de notificación
said-values-key-kind-login = nombre de usuario

# Texts
said-values-text-empty = este texto está vacío; escriba algo u omítalo
said-values-text-long = este texto puede tener como máximo { $most } caracteres, y tiene { $characters }
said-values-line-character = «{ $found }» no puede figurar en una línea de texto; quítelo
said-values-text-character = «{ $found }» no puede figurar en un texto; quítelo
said-values-character = aquí no se admite «{ $found }»; quítelo
said-values-nul = «{ $text }» en la tabla { $table }: un texto no puede contener el carácter NUL; quítelo

# Email addresses
said-values-email = «{ $text }» no es una dirección de correo: { $said-why }
said-values-email-at = escriba NOMBRE@DOMINIO, con una sola «@»
said-values-email-long = puede tener como máximo { $most } bytes, y { $before } de ellos antes de la «@»
said-values-email-dots = ponga algo a cada lado de cada «.»
said-values-email-label = cada parte del dominio tiene como máximo { $most } bytes y no empieza ni termina por «-»; corrija el dominio

# Telephones
said-values-phone-country = «{ $text }» no empieza por «+» y el prefijo del país; escríbalo como +63 2 8888 0000
said-values-phone-character = «{ $text }» no es un número de teléfono: aquí no se admite «{ $found }»; quítelo
said-values-phone-digits = { $digits ->
    [one] «{ $text }» tiene { $digits } dígito; un número de teléfono tiene de { $least } a { $most }
   *[other] «{ $text }» tiene { $digits } dígitos; un número de teléfono tiene de { $least } a { $most }
  }
said-values-phone-extension = «{ $text }» no es una extensión; escriba de 1 a { $most } dígitos

# Languages, time zones, days, networks
said-values-language = «{ $tag }» no es un código de idioma; escriba uno como en, pt-BR o zh-Hant
said-values-days-never = el primer día ({ $from }) es posterior al último ({ $to }), así que no valdría nunca; intercámbielos o deje uno vacío
said-values-day-early = { $day } es anterior al año 1; elija un día de los años 1 a 9999 o déjelo vacío
said-values-qualification-days = los días de una competencia o certificación son el primero y el último en que es válida: { $said-why }
said-values-network-address = «{ $text }» no es una red; escriba una dirección como 192.0.2.7, o un rango como 10.0.0.0/8 o 2001:db8::/32
said-values-network-length = «{ $text }» no es una red: detrás de la barra va un número de 0 a { $most }
said-values-network-host = «{ $text }» es una dirección dentro de una red; escriba { $network } para la red, o { $address } para la dirección sola

# Role lines, overrides, operations and permissions
said-values-line-local = Los roles locales deben tener al menos un área asignada
said-values-line-global = Los roles globales no pueden tener áreas asignadas
said-values-reason-nul = un motivo no puede contener el carácter NUL; quítelo
said-values-override-reason = una excepción necesita un motivo; diga por qué se hace
said-values-override-target = una excepción nombra un modelo con sus operaciones o un permiso
said-values-operation = «{ $word }» no es una operación; use create, read, update o delete (se aceptan write y unlink de Odoo)
said-values-permission = «{ $text }» no es un permiso; escriba module:NAME, feature:NAME, action:MODEL.NAME, report:NAME:view o report:NAME:generate
said-values-scope = «{ $word }» no es un alcance; use decide, search, read o admin

# Types of fields
said-values-field-type = «{ $text }» no es un tipo de campo: { $said-why }
said-values-field-type-quote = cierre la comilla simple y escriba '' para una comilla simple interior
said-values-field-type-one = nombre un modelo, como en «many2one res.partner»
said-values-field-type-many = nombre el modelo y su enlace de vuelta, como en «one2many spp.member household_id»
said-values-field-type-word = use char, text, html, selection, integer, float, monetary, boolean, date, datetime, many2one, one2many, many2many o json

# Further details of accounts, and what they may hold
said-values-attribute-required = este atributo es obligatorio; dele un valor
said-values-attribute-none = aquí no hay atributos; defínalo antes
said-values-attribute-unknown = no existe ese atributo; use uno de estos: { $list }, o defínalo antes
said-values-attribute-null = null no es un valor; omita el atributo
said-values-attribute-empty = este texto está vacío; omita el atributo
said-values-attribute-long = { $most ->
    [one] este texto puede tener como máximo { $most } carácter; acórtelo
   *[other] este texto puede tener como máximo { $most } caracteres; acórtelo
  }
said-values-write-number = escriba un número
said-values-write-boolean = escriba true o false
said-values-write-day = escriba un día como «2026-11-30»
said-values-write-choice = elija uno de estos: { $list }
said-values-write-url = escriba una dirección que empiece por https:// o http://
said-values-write-text = escriba un texto
said-values-attribute-choices = un atributo de tipo choice necesita `choices`, con cada opción una sola vez
said-values-attribute-no-choice = solo un atributo de tipo choice tiene `choices`; quítelas o cambie el tipo
said-values-attribute-length = `max_length` es para el tipo text, y va de 1 a { $most }
said-values-attribute-unique = un atributo de tipo boolean o choice no puede ser único
said-values-picture = el archivo no empieza como una imagen PNG, JPEG o WebP

# States of accounts; what can follow is filled in as a whole
said-values-state-same = esta cuenta ya tiene el estado { $said-state }; puede pasar a { $said-next }
said-values-state-not = esta cuenta tiene el estado { $said-state } y no puede pasar a { $said-wanted }; puede pasar a { $said-next }
said-values-state-unknown = «{ $word }» no es un estado de cuenta; escriba invited, active, suspended, locked o left
said-values-state-invited = «invitado»
said-values-state-active = «activo»
said-values-state-suspended = «suspendido»
said-values-state-locked = «bloqueado»
said-values-state-left = «se ha ido»
said-values-state-active-left = «activo» o «se ha ido»
said-values-state-suspended-locked-left = «suspendido», «bloqueado» o «se ha ido»
said-values-state-active-suspended-left = «activo», «suspendido» o «se ha ido»

# Settings
said-values-setting-unknown = no existe el ajuste «{ $name }»; use uno de estos: { $list }
said-values-setting-place = «{ $text }» no puede tener ajustes; escriba installation, company:CODE, department:CODE, area:CODE, role:ID o user:LOGIN
said-values-setting-value = { $name } no puede ser { $value }: { $said-why }
said-values-setting-level-installation = { $name } no se puede ajustar en este nivel ({ $said-level }); ajústelo para la instalación
said-values-setting-level-company = { $name } no se puede ajustar en este nivel ({ $said-level }); ajústelo para la instalación o una empresa
said-values-setting-level-department = { $name } no se puede ajustar en este nivel ({ $said-level }); ajústelo para la instalación, una empresa o un departamento
said-values-setting-level-area = { $name } no se puede ajustar en este nivel ({ $said-level }); ajústelo para la instalación, una empresa, un departamento o un área
said-values-setting-level-user = { $name } no se puede ajustar en este nivel ({ $said-level }); ajústelo para la instalación, una empresa, un departamento, un rol o un usuario
said-values-setting-locked = { $name } está bloqueado por { $by }, así que un valor de { $scope } no valdría; consulte allí o quite antes el bloqueo
said-values-write-whole = escriba un número entero de { $least } a { $most }
said-values-write-some = indique algunos de estos: { $list }
said-values-write-list = escriba una lista de algunos de estos: { $list }
said-values-write-one = escriba uno de estos: { $list }
said-values-write-networks = escriba una lista de redes, como ["10.0.0.0/8"]
said-values-networks-none = nombre al menos una; si no hay que nombrar ninguna, quite el ajuste
said-values-networks-many = nombre como máximo { $most }; un rango, como 10.0.0.0/8, vale por muchas
said-values-networks-text = escriba cada red como un texto
said-values-write-no-text = no escriba un texto

# Passwords that another system keeps
said-values-kept-unknown = la contraseña se guarda en una forma desconocida; formas admitidas: argon2 ($argon2id$ …), bcrypt ($2b$ …), PBKDF2 ($pbkdf2-sha512$ …), LDAP ({"{"}SSHA{"}"} …) o una «credential» de Keycloak; si no, omítala y deje que la persona elija una nueva
said-values-kept-unreadable = contraseña tomada de otro sistema, { $said-what }: no se puede leer; cópiela sin cambios, tal como la guarda el otro sistema
said-values-kept-beyond = contraseña tomada de otro sistema, { $said-what }: no se admite { $value }, solo de { $least } a { $most }; omítala y deje que la persona elija una nueva
said-values-kept-long = la contraseña tomada de otro sistema tiene más de { $most } bytes; copie la de una sola persona
said-values-kept-what-lanes = número de carriles
said-values-kept-what-memory = memoria (KiB)
said-values-kept-what-passes = número de pasadas
said-values-kept-what-work = memoria por pasadas (KiB)
said-values-kept-what-cost = coste
said-values-kept-what-rounds = número de iteraciones
said-values-kept-what-salt = sal
said-values-kept-what-hash = huella
said-values-kept-what-hash-length = longitud de la huella
said-values-kept-what-version = versión
said-values-kept-what-argon2-type = tipo de argon2
said-values-kept-what-argon2-text = texto argon2
said-values-kept-what-pbkdf2-text = texto PBKDF2
said-values-kept-what-keycloak = «credential» de Keycloak
said-values-kept-what-type = tipo
said-values-kept-what-algorithm = algoritmo
said-values-kept-what-credential-data = credentialData
said-values-kept-what-secret-data = secretData
said-values-kept-there = esta cuenta ya tiene aquí una contraseña, que se queda; deje la celda vacía

# New passwords
said-values-password-empty = la contraseña está vacía; escriba una
said-values-password-long = la contraseña tiene más de { $most } caracteres; acórtela
said-values-password-control = la contraseña contiene un carácter que no es texto, como un tabulador o un fin de línea; quítelo
said-values-password-short = la contraseña es demasiado corta; use al menos { $least } caracteres, por ejemplo cuatro o cinco palabras
said-values-password-lower-one = { $least ->
    [one] la contraseña necesita al menos { $least } minúscula; añada lo que falta
   *[other] la contraseña necesita al menos { $least } minúsculas; añada lo que falta
  }
said-values-password-lower = { $least ->
    [one] la contraseña necesita al menos { $least } minúscula; añada lo que falta
   *[other] la contraseña necesita al menos { $least } minúsculas; añada lo que falta
  }
said-values-password-upper-one = { $least ->
    [one] la contraseña necesita al menos { $least } mayúscula; añada lo que falta
   *[other] la contraseña necesita al menos { $least } mayúsculas; añada lo que falta
  }
said-values-password-upper = { $least ->
    [one] la contraseña necesita al menos { $least } mayúscula; añada lo que falta
   *[other] la contraseña necesita al menos { $least } mayúsculas; añada lo que falta
  }
said-values-password-digit-one = { $least ->
    [one] la contraseña necesita al menos { $least } dígito; añada lo que falta
   *[other] la contraseña necesita al menos { $least } dígitos; añada lo que falta
  }
said-values-password-digit = { $least ->
    [one] la contraseña necesita al menos { $least } dígito; añada lo que falta
   *[other] la contraseña necesita al menos { $least } dígitos; añada lo que falta
  }
said-values-password-symbol-one = { $least ->
    [one] la contraseña necesita al menos { $least } carácter que no sea letra ni dígito; añada lo que falta
   *[other] la contraseña necesita al menos { $least } caracteres que no sean letras ni dígitos; añada lo que falta
  }
said-values-password-symbol = { $least ->
    [one] la contraseña necesita al menos { $least } carácter que no sea letra ni dígito; añada lo que falta
   *[other] la contraseña necesita al menos { $least } caracteres que no sean letras ni dígitos; añada lo que falta
  }
said-values-password-common = la contraseña es una de las más comunes, que se prueban primero; use otra
said-values-password-breached = la contraseña se conoció en una filtración de otro servicio; use una que no se use en ningún otro sitio
said-values-password-context = la contraseña contiene «{ $word }», que otros saben de usted; quítelo
said-values-password-weak = la contraseña es fácil de adivinar; añada una o dos palabras que nadie espere ahí
said-values-password-last = es la última contraseña que se usó; use otra
said-values-password-before = es una de las últimas { $remembered } contraseñas; use una que no se haya usado antes
said-values-password-busy = se están comprobando demasiadas contraseñas; inténtelo de nuevo en { $seconds } s

# Passkeys
said-values-passkey-malformed = esto no es lo que envía un navegador para una llave de acceso; envíe la respuesta entera en JSON
said-values-passkey-state = no se puede leer lo que se guardó de esta llave de acceso o de este intento; empiece de nuevo
said-values-passkey-other-site = esta llave de acceso se usó en otra dirección que la nuestra; abra la correcta e inténtelo de nuevo
said-values-passkey-other-challenge = esto responde a algo distinto de lo que se pidió; empiece de nuevo
said-values-passkey-unknown = esta llave de acceso no se conoce aquí; use otra o regístrela
said-values-passkey-not-verified = el dispositivo no pidió PIN, dedo ni rostro; configure uno o use otro dispositivo
said-values-passkey-copied = es posible que esta llave de acceso se haya copiado; quítela y registre otra
said-values-passkey-not-allowed = este tipo de dispositivo no está entre los que se admiten aquí; use uno que lo esté
said-values-passkey-refused = esta llave de acceso no fue aceptada; inténtelo de nuevo o use otra
said-values-passkey-makers = las llaves de acceso deben mostrar aquí de qué marca son, y aún no se confía en ningún fabricante; consulte a quien gestiona el servidor
said-values-passkey-no-site = la dirección de este servidor no puede tener llaves de acceso; necesitan un nombre, y https salvo en localhost

# Signing in: why somebody is not let in
said-values-in-wrong = el nombre o la contraseña no son correctos
said-values-in-wrong-factor = no es correcto, o ya se usó; espere al siguiente código e inténtelo con él
said-values-in-stopped = hubo demasiados intentos fallidos; inténtelo más tarde
said-values-in-dead-link = este enlace ya se usó, es demasiado antiguo o se envió uno más reciente; pida otro
said-values-in-left-to-others = ese dispositivo ya no tiene la sesión abierta; para una contraseña nueva, consulte a quien gestiona su cuenta
said-values-in-over = tardó demasiado o se terminó en otro lugar; empiece de nuevo
said-values-in-account = esta cuenta no puede usarse ahora; consulte a quien gestiona los usuarios
said-values-in-place = nadie de su organización puede iniciar sesión por ahora; consulte a quien la gestiona
said-values-in-network = esta cuenta no puede usarse desde su dirección de red; consulte a quien gestiona los usuarios
said-values-in-second-factor = se exige un segundo factor y no se puede añadir ninguno; consulte a quien gestiona los usuarios
said-values-in-password = la contraseña temporal ha caducado; pida otra
said-values-in-sessions = esta cuenta tiene tantas sesiones como se permiten; cierre antes alguna
said-values-in-not = no ha iniciado sesión, o su sesión ha terminado; inicie sesión de nuevo
said-values-in-yours = su cuenta no puede usarse ahora; consulte a quien gestiona los usuarios

# The sign-in check: what each gate says
said-values-gate-failed = { $count ->
    [one] ha fallado { $count } intento
   *[other] han fallado { $count } intentos seguidos
  }
said-values-gate-failed-unlock = { $count ->
    [one] ha fallado { $count } intento; alguien tiene que desbloquear la cuenta
   *[other] han fallado { $count } intentos seguidos; alguien tiene que desbloquear la cuenta
  }
said-values-gate-failed-until = { $count ->
    [one] ha fallado { $count } intento; el siguiente se comprobará el { $at }
   *[other] han fallado { $count } intentos seguidos; el siguiente se comprobará el { $at }
  }
said-values-gate-account = la cuenta no está activa, o no vale hoy
said-values-gate-place = sign_in.open es false en { $places }
said-values-gate-no-address = la dirección no se conoce, y hay listas de redes
said-values-gate-networks = las redes de { $scope } no admiten { $address }
said-values-gate-factor-none = no se exige ninguno y no se añadió ninguno
said-values-gate-factor-add = se exige un segundo factor y no se añadió ninguno
said-values-gate-factor-show = hay que mostrar un segundo factor
said-values-gate-factor-impossible = se exige un segundo factor y no se puede mostrar ni añadir ninguno
said-values-gate-factor-methods-two = factor.methods de { $first } y { $second } no tienen nada en común, así que no se puede mostrar nada además de la contraseña; permita un mismo medio en todos
said-values-gate-factor-methods = factor.methods de { $places } no tienen nada en común, así que no se puede mostrar nada además de la contraseña; permita un mismo medio en todos
said-values-gate-password-none = todavía no hay contraseña
said-values-gate-password-letter = hay un mensaje para elegir una contraseña
said-values-gate-password-ended = la contraseña temporal ha caducado
said-values-gate-password-change = hay que elegir otra contraseña
said-values-gate-password-old = la contraseña es más antigua que password.expiry_days
said-values-gate-sessions-among = esta es la sesión { $count } de { $limit }
said-values-gate-session-there = la sesión ya existe
said-values-gate-sessions = { $open ->
    [one] hay { $open } sesión y el máximo es { $limit }
   *[other] hay { $open } sesiones y el máximo es { $limit }
  }
said-values-gate-sessions-oldest = { $open ->
    [one] hay { $open } sesión y el máximo es { $limit }; terminó la más antigua
   *[other] hay { $open } sesiones y el máximo es { $limit }; terminó la más antigua
  }
said-values-gate-shown-wrong = lo que se mostró no es correcto
said-values-gate-shown-again-wrong = lo que se volvió a mostrar no es correcto
said-values-gate-authenticator-wrong = ese no era el código de la nueva aplicación de autenticación
said-values-gate-phone-wrong = ese no era el código para el teléfono

# One’s own account, and those of others
said-values-own-sign-in = esto trata de la cuenta de quien lo pide; inicie sesión antes
said-values-own-person = esto requiere una persona con la sesión iniciada; una clave no basta
said-values-own-factor-kind = los segundos factores de este tipo no se admiten en su cuenta (factor.methods); añada otro tipo
said-values-own-factor-many = ya hay { $most } factores de este tipo; quite antes uno
said-values-own-phone-none = no es un teléfono móvil de su cuenta; añádalo antes a la cuenta
said-values-own-phone-no-way = desde aquí no se envían SMS; configure antes sms.carrier en el servidor
said-values-own-phone-many = se enviaron demasiados mensajes a este teléfono; inténtelo de nuevo dentro de una hora
said-values-temporary-state = { $login } tiene el estado { $said-state } y no puede iniciar sesión; active antes la cuenta
said-values-temporary-service = una cuenta de servicio no tiene contraseña; cree una clave de API para ella
said-values-temporary-days = la cuenta no es válida en ninguno de los días en que sirve una contraseña temporal; cambie sus días o ponga la contraseña más adelante
said-values-temporary-own = cambie su propia contraseña mostrando la actual; otra persona puede darle otra

# API keys
said-values-key-of-person = { $login } es una persona, que crea sus propias claves; para un programa, cree una cuenta de servicio
said-values-key-many = { $login } ya tiene { $most } claves; elimine las que ya no se usen
said-values-key-no-scope = una clave necesita al menos un alcance; dé decide, search, read o admin
said-values-key-no-name = una clave necesita un nombre de hasta 200 caracteres; diga para qué programa es
said-values-key-expired = la clave ya habría caducado; elija un momento posterior

# What is there already, as the store says it
said-values-there-passkey = la llave de acceso { $id } ya existe; elija otra
said-values-there-row = eso ya existe (tabla { $table }); elija otra cosa

# Why sessions ended and why no letter was sent, as the audit log tells
said-values-ended-somebody = alguien la terminó
said-values-ended-signed-out = la persona cerró la sesión
said-values-ended-elsewhere = en su lugar, la persona inició sesión en otro sitio
said-values-ended-not-me = la persona dice que no fue ella
said-values-ended-too-many = había demasiadas
said-values-ended-role = se perdió un rol
said-values-ended-account = la cuenta ya no puede usarse
said-values-ended-password = se cambió la contraseña
said-values-ended-temporary = se puso una contraseña temporal
said-values-ended-password-gone = se retiró la contraseña
said-values-ended-factor = se retiró un segundo factor
said-values-letter-many = demasiados mensajes
said-values-letter-no-mail = desde aquí no se envía correo
said-values-letter-no-account = no existe esa cuenta
said-values-letter-program = un programa no tiene contraseña
said-values-letter-administrator = password.reset lo deja a quien gestiona la cuenta
said-values-letter-no-invitation = no hay ninguna invitación que aún pueda aceptarse
said-values-letter-no-address = la cuenta no tiene dirección
said-values-letter-not-active = la cuenta no está activa
