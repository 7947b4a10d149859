# What the administration of people, places and policy says when it refuses something, and the words for kinds of objects.

# A fault with the place it is at.
said-administration-place = { $word-place }: { $said-why }

# Refusals that every use case shares.
said-administration-missing = no existe o no puede verlo: { $said-kind } «{ $id }»
said-administration-missing-override = { $login } no tiene ninguna excepción n.º { $id } que usted pueda ver
said-administration-changed = esto ha cambiado desde que lo miró ({ $said-kind }); mírelo de nuevo y repita lo que aún quiera
said-administration-key-reused = esta Idempotency-Key se usó para otra petición; use una nueva para cada petición
said-administration-managed-by-roles = Los derechos de acceso se gestionan por roles: { $login } tiene líneas de rol, así que los grupos dados directamente no contarían; asigne o termine una línea de rol en su lugar
said-administration-last-administrator = { $login } es el último administrador; nombre antes a otro, o nadie podría administrar esta instalación
said-administration-last-administrator-this = no quedaría ningún administrador; nombre antes a otro, o nadie podría administrar esta instalación
said-administration-step-up = hace falta mostrar de nuevo que es usted; hágalo y envíelo otra vez
said-administration-not-in-force = esto no se puede poner en vigor y no se ha cambiado nada:
said-administration-not-ready = aún no se ha cargado ninguna política; inténtelo dentro de un momento
said-administration-busy = se están cambiando demasiadas cosas a la vez; inténtelo dentro de un momento
said-administration-untold-full = esto debe anotarse en el registro de auditoría y ahora no se puede (demasiadas entradas esperan a la base de datos); inténtelo dentro de un momento
said-administration-untold-unwritten = esto debe anotarse en el registro de auditoría y ahora no se puede (la base de datos no ha recibido la entrada a tiempo); inténtelo dentro de un momento

# What is there already.
said-administration-taken-user = el usuario { $login } ya existe; elija otro nombre de usuario
said-administration-taken-address = ya hay una cuenta con la dirección { $email }; elija otra
said-administration-taken-company = la empresa { $code } ya existe; elija otro código
said-administration-taken-department = el departamento { $code } ya existe; elija otro código
said-administration-taken-area = el área { $code } ya existe; elija otro código

# Words for kinds of objects.
said-administration-kind-user = usuario
said-administration-kind-company = empresa
said-administration-kind-department = departamento
said-administration-kind-area = área
said-administration-kind-qualification = competencia o certificación
said-administration-kind-role-line = línea de rol
said-administration-kind-override = excepción
said-administration-kind-attribute = atributo
said-administration-kind-picture = foto
said-administration-kind-picture-of = foto de
said-administration-kind-key = clave de API
said-administration-kind-job = tarea
said-administration-kind-import-template = plantilla de importación
said-administration-kind-session = sesión
said-administration-kind-device = dispositivo
said-administration-kind-second-factor = segundo factor
said-administration-kind-audit-entry = entrada del registro de auditoría
said-administration-kind-setting = ajuste
said-administration-kind-policy-setting = ajuste de la política
said-administration-kind-model = modelo
said-administration-kind-category = categoría
said-administration-kind-privilege = privilegio
said-administration-kind-group = grupo
said-administration-kind-acl = lista de acceso
said-administration-kind-acl-word = lista de acceso
said-administration-kind-acl-of-model = lista de acceso de este modelo
said-administration-kind-access-list = lista de acceso
said-administration-kind-rule = regla
said-administration-kind-field-rule = límite de campo
said-administration-kind-field-rule-word = límite de campo
said-administration-kind-permission = permiso
said-administration-kind-role = rol

# Whoever may not do it.
said-administration-account-now = su cuenta no se puede usar ahora
said-administration-account-today = su cuenta no vale hoy; consulte a quien gestiona los usuarios
said-administration-token-nobody = esta clave no actúa en nombre de nadie, así que aquí no puede hacer nada; cree una para un usuario
said-administration-nobody-known = no se conoce a nadie con este nombre, así que no hay nada que dar
said-administration-one-company = empresa { $code }: { $said-why }
said-administration-one-department = departamento { $code }: { $said-why }
said-administration-one-area = área { $code }: { $said-why }
said-administration-some-create = puede crear algunos registros de { $model }, pero no este tal como es o sería: está fuera del alcance de sus líneas de rol, o una regla lo impide
said-administration-some-read = puede leer algunos registros de { $model }, pero no este tal como es o sería: está fuera del alcance de sus líneas de rol, o una regla lo impide
said-administration-some-update = puede modificar algunos registros de { $model }, pero no este tal como es o sería: está fuera del alcance de sus líneas de rol, o una regla lo impide
said-administration-some-delete = puede eliminar algunos registros de { $model }, pero no este tal como es o sería: está fuera del alcance de sus líneas de rol, o una regla lo impide
said-administration-field-of-user = no puede cambiar el campo { $field } de este usuario; hace falta un rol que permita gestionar usuarios allí donde está
said-administration-field-of-company = no puede cambiar el campo { $field } de esta empresa; hay que cumplir lo que pide una regla sobre este campo
said-administration-field-of-department = no puede cambiar el campo { $field } de este departamento; hay que cumplir lo que pide una regla sobre este campo
said-administration-field-of-area = no puede cambiar el campo { $field } de esta área; hay que cumplir lo que pide una regla sobre este campo
said-administration-unseen-of-user = no puede cambiar el campo { $field } de este usuario, porque no puede ver su valor; déjelo a alguien que pueda
said-administration-unseen-of-company = no puede cambiar el campo { $field } de esta empresa, porque no puede ver su valor; déjelo a alguien que pueda
said-administration-unseen-of-department = no puede cambiar el campo { $field } de este departamento, porque no puede ver su valor; déjelo a alguien que pueda
said-administration-unseen-of-area = no puede cambiar el campo { $field } de esta área, porque no puede ver su valor; déjelo a alguien que pueda
said-administration-unseen-state = no puede cambiar el estado de este usuario, porque no puede verlo; déjelo a alguien que pueda
said-administration-holdings = lo que alguien puede hacer solo se muestra a quienes pueden leer sus líneas de rol
said-administration-fields-judged = los campos de { $model } no se pueden evaluar: { $said-why }

# What nobody gives who does not hold it.
said-administration-line-managing = para una línea de rol hay que gestionar a los usuarios en los lugares y los días en que se aplica: { $said-why }
said-administration-oneself = nadie decide sobre sí mismo quién es, a dónde pertenece ni por cuánto tiempo ({ $fields }); déjelo a otra persona que gestione a los usuarios allí
said-administration-administrator = esto afecta a todos, así que hace falta un administrador interno cuyo rol valga en todas partes (grupo { $group })
said-administration-everywhere = hace falta un rol interno que valga en todas partes (grupo { $group })
said-administration-name-companies = usted actúa dentro de sus propias empresas; indique en cuáles debe valer
said-administration-not-yours-give = la empresa { $company } no es una de las suyas, así que no puede dar nada en ella
said-administration-not-yours-bring = la empresa { $company } no es una de las suyas, así que no puede incorporar a nadie a ella
said-administration-inherits-company = todas las personas de la empresa { $company } tienen un rol que usted no puede dar: { $said-why }
said-administration-inherits-department = todas las personas del departamento { $department } tienen un rol que usted no puede dar: { $said-why }
said-administration-unmanaged-user = sin esta línea, los grupos dados directamente a { $login } volverían a contar: { $said-why }
said-administration-unmanaged-company = sin esta línea, los grupos dados directamente en la empresa { $company } volverían a contar: { $said-why }
said-administration-unmanaged-department = sin esta línea, los grupos dados directamente en el departamento { $department } volverían a contar: { $said-why }
said-administration-default-role = las cuentas nuevas reciben allí el rol { $role } ({ $setting }), que usted no puede dar: { $said-why }; indique usted las líneas de rol
said-administration-denied-oneself = nadie retira por sí mismo una excepción que le deniega algo
said-administration-own-access = esto pondría fin a su propio acceso; déjelo a otra persona que gestione los usuarios
said-administration-record-changed = se cambiaría o quitaría un identificador que usan los registros, y de ello depende lo que las aplicaciones permiten a alguien con sus propios registros; deje external_id a un administrador cuyo rol valga en todas partes
said-administration-record-anothers = el identificador { $id } es o fue de otra cuenta, y de ello depende lo que las aplicaciones permiten a alguien con sus propios registros; deje external_id a un administrador cuyo rol valga en todas partes
said-administration-record-taken = el usuario { $login } tiene el identificador { $id }; quíteselo antes

# What is named and is not there.
said-administration-no-company = no existe la empresa «{ $code }»
said-administration-no-department = no existe el departamento «{ $code }»
said-administration-no-area = no existe el área «{ $code }»
said-administration-no-role = no existe el rol «{ $role }»
said-administration-no-group = no existe el grupo «{ $group }»
said-administration-no-model = no existe el modelo { $model }
said-administration-no-permission = no existe el permiso { $permission }
said-administration-role-labels = varios roles se llaman «{ $label }»; indique el que quiere por su identificador

# Companies, departments and areas.
said-administration-circle-one = el elemento { $code } quedaría debajo de sí mismo: { $start } en { $end }; elija otro lugar
said-administration-circle-two = el elemento { $code } quedaría debajo de sí mismo: { $start } en { $above } en { $end }; elija otro lugar
said-administration-circle-three = el elemento { $code } quedaría debajo de sí mismo: { $start } en { $above } en { $higher } en { $end }; elija otro lugar
said-administration-circle-more = el elemento { $code } quedaría debajo de sí mismo: { $start } en { $above } en { $higher } en { $rest } en { $end }; elija otro lugar
said-administration-below-client = { $parent } es una empresa cliente y debajo no puede haber una propia; haga de { $code } una empresa cliente o elija otro lugar
said-administration-above-provider = { $below } es una empresa propia y está debajo de { $code }, que por eso no puede ser una empresa cliente; mueva antes { $below }
said-administration-no-zone = «{ $zone }» no es una zona horaria; use un nombre IANA como Asia/Manila
said-administration-department-not-empty = el departamento { $code } no puede pasar a la empresa { $company } mientras haya algo en él: usuarios que pertenecen a él: { $people }, departamentos debajo: { $below }; muévalos antes
said-administration-department-elsewhere = { $parent } es un departamento de la empresa { $other }, y este, de la empresa { $company }; elija un departamento de la misma empresa
said-administration-delete-one = no se puede eliminar mientras algo se refiera a ello ({ $said-kind } { $code }): { $said-one }; mueva o quite antes esos elementos, ya que nada se elimina con ello
said-administration-delete-two = no se puede eliminar mientras algo se refiera a ello ({ $said-kind } { $code }): { $said-one }, { $said-two }; mueva o quite antes esos elementos, ya que nada se elimina con ello
said-administration-delete-three = no se puede eliminar mientras algo se refiera a ello ({ $said-kind } { $code }): { $said-one }, { $said-two }, { $said-three }; mueva o quite antes esos elementos, ya que nada se elimina con ello
said-administration-delete-four = no se puede eliminar mientras algo se refiera a ello ({ $said-kind } { $code }): { $said-one }, { $said-two }, { $said-three }, { $said-four }; mueva o quite antes esos elementos, ya que nada se elimina con ello
said-administration-delete-five = no se puede eliminar mientras algo se refiera a ello ({ $said-kind } { $code }): { $said-one }, { $said-two }, { $said-three }, { $said-four }, { $said-five }; mueva o quite antes esos elementos, ya que nada se elimina con ello
said-administration-delete-six = no se puede eliminar mientras algo se refiera a ello ({ $said-kind } { $code }): { $said-one }, { $said-two }, { $said-three }, { $said-four }, { $said-five }, { $said-six }; mueva o quite antes esos elementos, ya que nada se elimina con ello
said-administration-delete-seven = no se puede eliminar mientras algo se refiera a ello ({ $said-kind } { $code }): { $said-one }, { $said-two }, { $said-three }, { $said-four }, { $said-five }, { $said-six }, { $said-seven }; mueva o quite antes esos elementos, ya que nada se elimina con ello
said-administration-delete-eight = no se puede eliminar mientras algo se refiera a ello ({ $said-kind } { $code }): { $said-one }, { $said-two }, { $said-three }, { $said-four }, { $said-five }, { $said-six }, { $said-seven }, { $said-eight }; mueva o quite antes esos elementos, ya que nada se elimina con ello
said-administration-ref-companies = empresas debajo: { $count }
said-administration-ref-departments-below = departamentos debajo: { $count }
said-administration-ref-areas = áreas dentro: { $count }
said-administration-ref-departments = sus departamentos: { $count }
said-administration-ref-home = usuarios con ella como empresa principal: { $count }
said-administration-ref-members = usuarios que pertenecen a él: { $count }
said-administration-ref-workers = usuarios que trabajan en ella: { $count }
said-administration-ref-acting = usuarios que pueden actuar por ella: { $count }
said-administration-ref-reach = líneas de rol que se aplican allí: { $count }
said-administration-ref-lines = líneas de rol que da a su gente: { $count }
said-administration-ref-overrides = excepciones sobre ello: { $count }
said-administration-ref-settings = ajustes fijados allí: { $count }
said-administration-area-columns = no puede leer y cambiar { $field } de todas las áreas, así que su lista no puede tener esa columna; quítela
said-administration-area-other = ya hay un área con este código, y es otra; quite la fila o permita que la lista cambie áreas

# Seats.
said-administration-seats-full-contact = la empresa { $company } no tiene plazas libres (plazas ocupadas: { $used } de { $seats }; { $setting } fijado para { $from }); dé de baja las cuentas que no hagan falta o pida más plazas a { $contact }
said-administration-seats-full-above = la empresa { $company } no tiene plazas libres (plazas ocupadas: { $used } de { $seats }; { $setting } fijado para { $from }); dé de baja las cuentas que no hagan falta o pida más plazas a quien gestiona las empresas superiores
said-administration-seats-full-administrator = la empresa { $company } no tiene plazas libres (plazas ocupadas: { $used } de { $seats }; { $setting } fijado para { $from }); dé de baja las cuentas que no hagan falta o pida más plazas a un administrador de esta instalación
said-administration-seats-room-contact = la empresa { $company } no tiene plazas para { $people } personas más (plazas ocupadas: { $used } de { $seats }; { $setting } fijado para { $from }); dé de baja las cuentas que no hagan falta o pida más plazas a { $contact }
said-administration-seats-room-above = la empresa { $company } no tiene plazas para { $people } personas más (plazas ocupadas: { $used } de { $seats }; { $setting } fijado para { $from }); dé de baja las cuentas que no hagan falta o pida más plazas a quien gestiona las empresas superiores
said-administration-seats-room-administrator = la empresa { $company } no tiene plazas para { $people } personas más (plazas ocupadas: { $used } de { $seats }; { $setting } fijado para { $from }); dé de baja las cuentas que no hagan falta o pida más plazas a un administrador de esta instalación

# People: where they belong, and what they sign in by.
said-administration-login-or-address = indique un nombre de usuario o una dirección que pueda servir como tal
said-administration-department-of-other = el departamento «{ $department }» es de la empresa «{ $company }», que no es la principal del usuario
said-administration-client-home = los usuarios de un cliente necesitan una empresa principal
said-administration-login-hidden = «{ $sign }» no se ve en un nombre de usuario; quítelo
said-administration-login-sign = «{ $sign }» tiene un significado en las direcciones; quítelo
said-administration-login-small = otra cuenta lo tiene en minúsculas; elija otro nombre de usuario
said-administration-login-part = «{ $login }» forma parte de una dirección de este sitio; elija otro nombre de usuario
said-administration-login-same = como dirección es la misma que «{ $address }»; escríbala así
said-administration-login-address = es la dirección de otra cuenta; elija otro nombre de usuario
said-administration-address-login = esta dirección es el nombre de usuario de otra cuenta; indique otra
said-administration-mixed-scripts = «{ $word }» tiene letras de varios alfabetos, que se pueden confundir con otras parecidas; escriba cada palabra en uno solo
said-administration-look-for = no puede leer { $field } de todos los usuarios, así que no se les puede buscar por ese campo; use otra clave, como login
said-administration-left-long-ago =
    { $days ->
        [one] { $login } se fue hace más de un día y no se puede recuperar; cree una cuenta nueva
       *[other] { $login } se fue hace más de { $days } días y no se puede recuperar; cree una cuenta nueva
    }

# Invitations and other letters.
said-administration-invite-active = la cuenta de { $login } está activa; solo se puede enviar una invitación a quien está invitado y aún no ha entrado
said-administration-invite-suspended = la cuenta de { $login } está suspendida; solo se puede enviar una invitación a quien está invitado y aún no ha entrado
said-administration-invite-locked = la cuenta de { $login } está bloqueada; solo se puede enviar una invitación a quien está invitado y aún no ha entrado
said-administration-invite-left = { $login } se ha ido; solo se puede enviar una invitación a quien está invitado y aún no ha entrado
said-administration-invite-address = no hay dirección a la que enviar la invitación; indique antes una
said-administration-no-mail = desde aquí no se envía correo; defina antes mail.carrier en la configuración del servidor
said-administration-no-letter = no se puede enviar ningún mensaje a esta cuenta
said-administration-too-many-letters = se enviaron demasiados mensajes a esta dirección; el próximo puede salir el { $at }
said-administration-no-administrator-role = ningún rol da bailiwick.administrator; aplique una política que tenga uno

# What people have besides, and what is theirs to change.
said-administration-attribute-held-more =
    { $more ->
        [one] el atributo { $attribute } no está vacío: tiene valor en { $who } y otra persona; vacíelo antes
       *[other] el atributo { $attribute } no está vacío: tiene valor en { $who } y { $more } más; vacíelo antes
    }
said-administration-attribute-held = el atributo { $attribute } no está vacío: tiene valor en { $who }; vacíelo antes
said-administration-attribute-unfit-more =
    { $more ->
        [one] hay valores que no encajarían: los de { $who } y otra persona; cámbielos antes
       *[other] hay valores que no encajarían: los de { $who } y { $more } más; cámbielos antes
    }
said-administration-attribute-unfit = hay valores que no encajarían: los de { $who }; cámbielos antes
said-administration-attribute-shared-more =
    { $more ->
        [one] hay valores compartidos, así que el atributo no puede ser único: los de { $who } y otra persona; cámbielos antes
       *[other] hay valores compartidos, así que el atributo no puede ser único: los de { $who } y { $more } más; cámbielos antes
    }
said-administration-attribute-shared = hay valores compartidos, así que el atributo no puede ser único: los de { $who }; cámbielos antes
said-administration-attribute-taken = otra cuenta ya tiene el mismo valor; cada una debe tener el suyo
said-administration-own-attribute = no puede cambiar attributes.{ $name } de su propia cuenta; consulte a quien gestiona los usuarios
said-administration-own-address = no puede cambiar la dirección de su propia cuenta (users.self_editable); consulte a quien gestiona los usuarios
said-administration-own-field = no puede cambiar el campo { $field } de su propia cuenta; consulte a quien gestiona los usuarios. Lo que puede cambiar: { $fields }
said-administration-own-field-none = no puede cambiar el campo { $field } de su propia cuenta; consulte a quien gestiona los usuarios. No puede cambiar nada en ella

# The audit log.
said-administration-trail-everywhere = el registro de auditoría trata de todo, así que hace falta un rol interno que valga en todas partes (grupo { $group })
said-administration-trail-missing = falta la entrada { $number }
