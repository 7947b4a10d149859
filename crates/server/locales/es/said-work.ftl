# Jobs, parts of the policy, settings, tables and what is sent: what the program says of them, as it says it.

# What somebody does to many at once: jobs, and what comes of their items.
said-work-job-state-receiving = llegando
said-work-job-state-waiting = en espera
said-work-job-state-running = en marcha
said-work-job-state-stopping = deteniéndose
said-work-job-state-done = hecha
said-work-job-state-failed = fallida
said-work-job-state-stopped = detenida
said-work-job-state-undone = deshecha
said-work-job-ended = la tarea { $id } ya está { $said-state }
said-work-job-stopped-early = la tarea se detuvo antes de empezar
said-work-job-stopped = la tarea se detuvo
said-work-job-author-lost = su autor ya no puede encargarla: { $said-why }
said-work-job-batch-undone = se rechazaron filas, así que no se hizo nada de su lote; lo que hicieron los lotes anteriores queda hecho
said-work-jobs-too-many = { $open ->
    [one] una de sus tareas no ha terminado o está llegando, y el máximo a la vez es { $most }; espere a que termine una, o detenga alguna
   *[other] { $open } de sus tareas no han terminado o están llegando, y el máximo a la vez es { $most }; espere a que termine una, o detenga alguna
  }
said-work-job-too-many-named = nombre como máximo { $most } usuarios, o diga cuáles con un dominio
said-work-job-sessions-ended = alguien las cerró todas
said-work-reset-no-address = no hay ninguna dirección a la que enviar una contraseña nueva; añada una
said-work-reset-invited = esta cuenta solo está invitada, así que nadie puede iniciar sesión con ella
said-work-reset-suspended = esta cuenta está suspendida, así que nadie puede iniciar sesión con ella
said-work-reset-locked = esta cuenta está bloqueada, así que nadie puede iniciar sesión con ella
said-work-reset-left = esta cuenta es de alguien que se ha ido, así que nadie puede iniciar sesión con ella
said-work-carry-out-not-tried = la tarea { $id } no era una prueba, así que ya está hecha
said-work-carry-out-not-done = la tarea { $id } está { $said-state }, así que no se sabe qué resultaría
said-work-carry-out-gone = el contenido de la tarea { $id } ya no se conserva: ya se hizo, se probó hace demasiado tiempo o contenía contraseñas; envíelo otra vez
said-work-job-cleared = el detalle de la tarea { $id } se retiró algún tiempo después de su final, según el ajuste jobs.keep_days
said-work-rejects-none = la tarea { $id } no importó ninguna tabla, así que no tiene filas; sus elementos dicen qué se rechazó
said-work-table-too-many = se pueden procesar juntas { $most } filas como máximo; esta tabla tiene más
said-work-table-lost = la tabla tardó demasiado en llegar y la parte recibida se descartó; envíela otra vez
said-work-part-unreadable = una parte guardada de una tabla: { $said-why }
said-work-template-foreign = la plantilla de importación «{ $name }» la guardó otra persona y daría lo que dice con sus derechos; revísela y guárdela como propia

# Taking back what a job did.
said-work-undo-not-ended = la tarea { $id } está { $said-state }; deténgala primero o espere a que termine
said-work-undo-dry = la tarea { $id } era una prueba, así que no hay nada que deshacer
said-work-undo-undo = la tarea { $id } deshizo otra; repita más bien esa otra tarea
said-work-undo-sessions = la tarea { $id } cerró sesiones, que no se pueden recuperar; sus usuarios vuelven a iniciar sesión
said-work-undo-undone = la tarea { $other } ya deshace la tarea { $id }
said-work-kept-password = contraseña: desde entonces se puso otra, así que se conserva
said-work-kept-state-invited = estado: desde entonces la cuenta está invitada, así que sigue así
said-work-kept-state-active = estado: desde entonces la cuenta está activa, así que sigue así
said-work-kept-state-suspended = estado: desde entonces la cuenta está suspendida, así que sigue así
said-work-kept-state-locked = estado: desde entonces la cuenta está bloqueada, así que sigue así
said-work-kept-state-left = estado: desde entonces la persona se ha ido, así que sigue así
said-work-kept-account = el usuario se cambió desde entonces, así que su cuenta se conserva como la de alguien que se ha ido
said-work-kept-line = la línea de rol { $id } se cambió desde entonces, así que se conserva
said-work-gone-line = la línea de rol { $id } ya no existe
said-work-kept-field = { $field }: este campo se cambió desde entonces, así que se queda como está

# A row of a table of users.
said-work-import-row-refused = la fila { $row } trata también de este usuario, que para entonces ya existe
said-work-import-row-changed = la fila { $row } trata también de este usuario; lo que esta cambiaría en él se verá al hacerlo
said-work-import-there = el usuario { $login } ya existe
said-work-import-new-suspended = una cuenta nueva está invitada o activa, no suspendida; escriba invited o active
said-work-import-new-locked = una cuenta nueva está invitada o activa, no bloqueada; escriba invited o active
said-work-import-new-left = una cuenta nueva está invitada o activa, no es de alguien que se ha ido; escriba invited o active

# Parts of the policy: roles, groups, models, rules and what else it is made of.
said-work-policy-there = este identificador ya existe ({ $said-kind } «{ $id }»); cambie lo que hay o elija otro identificador
said-work-policy-setting-default = el ajuste «{ $id }» ya tiene su valor por defecto
said-work-policy-shipped-stays = { $said-kind } «{ $id }»: es parte del programa y no se puede eliminar
said-work-policy-prefix = los nombres que empiezan por «bailiwick.» son del programa; elija otro nombre; se puede hacer referencia a los grupos y modelos del programa
said-work-policy-shipped = { $said-kind } «{ $id }»: es parte del programa y no se cambia aquí
said-work-policy-missing = no existe: { $said-kind } «{ $id }»; cree antes ese elemento o elija otro
said-work-policy-circle = la categoría «{ $id }» estaría debajo de sí misma; elija otra superior
said-work-policy-not-in-sql = no se puede consultar en la base de datos, que es como se protege { $model }: { $said-why }
said-work-policy-local-lines-more = Los roles locales deben tener al menos un área asignada; corrija antes las líneas de rol de { $count } titulares ({ $holders } y { $rest } más)
said-work-policy-local-lines = Los roles locales deben tener al menos un área asignada; corrija antes las líneas de rol ({ $count }: { $holders })
said-work-policy-global-lines-more = Los roles globales no pueden tener áreas asignadas; corrija antes las líneas de rol de { $count } titulares ({ $holders } y { $rest } más)
said-work-policy-global-lines = Los roles globales no pueden tener áreas asignadas; corrija antes las líneas de rol ({ $count }: { $holders })
said-work-in-use-role-all = el rol «{ $id }» está en uso: líneas de rol ({ $count }: { $holders } y { $rest } más), ajustes fijados allí ({ $settings }); cambie o termine eso primero
said-work-in-use-role-both = el rol «{ $id }» está en uso: líneas de rol ({ $count }: { $holders }), ajustes fijados allí ({ $settings }); cambie o termine eso primero
said-work-in-use-role-more = el rol «{ $id }» está en uso: líneas de rol ({ $count }: { $holders } y { $rest } más); cambie o termine eso primero
said-work-in-use-role = el rol «{ $id }» está en uso: líneas de rol ({ $count }: { $holders }); cambie o termine eso primero
said-work-in-use-role-settings = el rol «{ $id }» está en uso: ajustes fijados allí ({ $settings }); cambie o termine eso primero
said-work-in-use-group-all-more = el grupo «{ $id }» está en uso: { $parts }, dado directamente ({ $count }: { $holders } y { $rest } más); cambie o termine eso primero
said-work-in-use-group-all = el grupo «{ $id }» está en uso: { $parts }, dado directamente ({ $count }: { $holders }); cambie o termine eso primero
said-work-in-use-group-more = el grupo «{ $id }» está en uso: dado directamente ({ $count }: { $holders } y { $rest } más); cambie o termine eso primero
said-work-in-use-group = el grupo «{ $id }» está en uso: dado directamente ({ $count }: { $holders }); cambie o termine eso primero
said-work-in-use = { $said-kind } «{ $id }»: lo usan todavía { $parts }; cambie o termine eso primero
said-work-access-row-there = el grupo «{ $group }» ya tiene una lista de acceso aquí; cambie esa
said-work-owned-group = el grupo «{ $id }» pertenece al rol «{ $role }» y se cambia junto con él; cambie lo que permite el rol
said-work-owned-acl = la lista de acceso «{ $id }» pertenece al rol «{ $role }» y se cambia junto con él; cambie lo que permite el rol
said-work-owned-rule = la regla «{ $id }» pertenece al rol «{ $role }» y se cambia junto con él; cambie lo que permite el rol
said-work-owned-foreign = esto trataría del grupo propio del rol «{ $role }»; cambie más bien lo que permite el rol
said-work-role-id-too-long = el identificador es demasiado largo para un rol de este tipo; acórtelo
said-work-role-own-group = el grupo { $group } es propio del rol y viene por sí solo; quítelo
said-work-role-group-there = ya existe un grupo { $group }; elija otro identificador para el rol
said-work-role-twice-create = «crear» se da dos veces para { $model }; escriba un solo dominio
said-work-role-twice-read = «leer» se da dos veces para { $model }; escriba un solo dominio
said-work-role-twice-update = «modificar» se da dos veces para { $model }; escriba un solo dominio
said-work-role-twice-delete = «eliminar» se da dos veces para { $model }; escriba un solo dominio
said-work-role-ids-too-long = los identificadores del rol y del modelo juntos son demasiado largos; acorte el del rol
said-work-role-no-actions = el modelo { $model } no tiene la acción { $action }; no tiene ninguna
said-work-role-no-action = el modelo { $model } no tiene la acción { $action }; tiene { $actions }
said-work-policy-nobody = no se conoce a nadie con este nombre, así que no hay nada que ver
said-work-policy-setting-value = un ajuste tiene un valor y nada más; quite lo demás

# Settings at a place.
said-work-setting-himself = nadie fija lo que vale para sí mismo; déjelo a otra persona que gestione usuarios allí
said-work-setting-locked-all = { $setting } de { $place } lo bloqueó alguien que gestiona la instalación, y solo alguien así puede cambiarlo o desbloquearlo
said-work-setting-locked = { $setting } de { $place } lo bloqueó alguien que gestiona { $above }, y solo alguien así puede cambiarlo o desbloquearlo
said-work-setting-given-all = { $setting } de { $place } se da desde arriba: solo puede fijarlo alguien que gestione la instalación
said-work-setting-given = { $setting } de { $place } se da desde arriba: solo puede fijarlo alguien que gestione { $above }
said-work-setting-local-role = { $role } es un rol local, que no vale en ninguna parte sin áreas; elija uno global
said-work-setting-holdings = lo que vale para { $login } muestra lo que tiene, y usted no puede verlo
said-work-setting-no-password-rule = solo { $names } dicen cómo debe ser una contraseña; omita esto
said-work-setting-no-factor = elija al menos uno, o nadie podría mostrar nada además de la contraseña
said-work-setting-nothing-common = { $setting } de { $place } y de { $others } no tienen nada en común: quien depende de ambos no podría mostrar nada además de la contraseña ni iniciar sesión; permita algo que también esté permitido allí

# Tables: where something is wrong, and what.
said-work-table-at-named = fila { $row }, columna { $number } ({ $column }): { $said-why }
said-work-table-at-column = fila { $row }, columna «{ $column }»: { $said-why }
said-work-table-at-number = fila { $row }, columna { $number }: { $said-why }
said-work-table-at-number-again = { $again ->
   *[other] fila { $row }, columna { $number }: { $said-why }
  }
said-work-table-at-row = fila { $row }: { $said-why }
said-work-table-empty = el archivo está vacío; su primera fila debe nombrar las columnas
said-work-table-utf16 = el archivo está en UTF-16; guárdelo como CSV en UTF-8
said-work-table-encoding = esto no es UTF-8; guarde el archivo como CSV en UTF-8
said-work-table-nul = hay un byte NUL; no es un archivo de texto o está dañado
said-work-table-quote = hay una comilla dentro de una celda; ponga toda la celda entre comillas y escriba dos veces las de dentro
said-work-table-unclosed = la celda empieza con una comilla y ninguna la cierra; añádala al final
said-work-table-cell-long = una celda puede tener { $most } bytes como máximo; acórtela
said-work-table-row-long = la fila { $row } tiene más de { $most } bytes; quizá falte una comilla
said-work-table-width = la fila { $row } no tiene tantas celdas ({ $cells }) como columnas nombra el encabezado ({ $columns }); debe haber las mismas
said-work-table-unnamed = la columna { $number } no tiene nombre; escriba uno en la primera fila o quite la columna
said-work-table-twice = las columnas { $first } y { $second } se llaman ambas «{ $name }»; cambie el nombre de una
said-work-table-delimiter = el encabezado no dice si las celdas se separan con { $one } o con { $other }; use solo uno

# Tables of areas.
said-work-areas-too-many = hay más de { $most } áreas; impórtelas por partes
said-work-areas-code-twice = { $code } es también el código de la fila { $row }; dé a cada área el suyo
said-work-areas-id-twice = la fila { $row } también tiene este identificador; dé a cada área el suyo
said-work-areas-no-parent = no existe el área { $parent }; añada una fila para ella o corrija el código
said-work-areas-circle-three = { $code } está dentro de sí misma: { $first } (fila { $row }) en { $second } (fila { $second-row }) en { $third } (fila { $third-row }); corrija una de las áreas superiores
said-work-areas-circle-two = { $code } está dentro de sí misma: { $first } (fila { $row }) en { $second } (fila { $second-row }); corrija una de las áreas superiores
said-work-areas-circle-one = { $code } está dentro de sí misma: { $first } (fila { $row }); corrija el área superior
said-work-areas-no-column = no existe esta columna; use { $columns }
said-work-areas-column-missing = falta esta columna; añádala

# Tables of users, and templates for their columns.
said-work-users-no-column = no existe la columna «{ $name }»; use login, external_id, email, first_name, last_name, name, kind, company, companies, department, area, job_title, language, timezone, phone_mobile, phone_work, state, valid_from, valid_to, password_hash, role, role_areas, role_companies, role_from, role_to, role_reason, lo mismo con role2 a role{ $most }, o attribute.NAME
said-work-users-pass-over = { $said-why }, o haga que la plantilla la pase por alto
said-work-users-column-absent = el archivo no tiene esta columna; corrija la plantilla o elija otro archivo
said-work-users-column-twice = «{ $first }» ya es { $column }; haga que la plantilla pase por alto una de las dos
said-work-users-key-absent = los usuarios se encuentran por esta columna y el archivo no la tiene; añádala o elija otra clave
said-work-users-key-empty = los usuarios se encuentran por esta columna; no puede estar vacía
said-work-users-day = «{ $text }» no es un día escrito como { $format }; corríjalo o diga cómo escribe el archivo los días
said-work-users-hash-removed = la huella de la contraseña se quitó de esta lista de filas rechazadas; vuelva a ponerla o deje la celda vacía
said-work-users-role-empty = { $column } está vacía; nombre el rol o deje también esto vacío
said-work-users-number = escriba un número, como 1000 o 1.5
said-work-users-kind = escriba internal, client o service
said-work-attribute-none = no existe el atributo { $name } ni ningún otro; defínalo primero
said-work-attribute-unknown = no existe el atributo { $name }; use uno de estos: { $names }, o defínalo antes
said-work-template-default-own = cada usuario tiene su propio valor; quite este valor por defecto
said-work-template-default-password = dos personas no tienen nunca la misma contraseña; quite este valor por defecto
said-work-template-default-empty = un valor por defecto no puede estar vacío; quítelo o dele un valor
said-work-template-unnamed = una columna tiene un nombre; escríbalo como en el archivo
said-work-template-same = «{ $first }» es el mismo nombre; quite uno de los dos
said-work-template-twice = «{ $first }» ya es { $column }; elija otra columna para una de las dos
said-work-template-faults = { $count ->
    [one] la plantilla tiene un error, en { $place }: { $said-why }
   *[other] la plantilla tiene { $count } errores; el primero está en { $place }: { $said-why }
  }
said-work-header-faults = { $count ->
    [one] el encabezado tiene un error: { $said-why }
   *[other] el encabezado tiene { $count } errores; el primero: { $said-why }
  }

# What is sent as a whole.
said-work-body-object = se espera un objeto JSON
said-work-body-code = dé un código, como texto; después no cambia nunca
said-work-body-required = este campo es obligatorio
said-work-body-too-many = se pueden dar { $most } como máximo y hay { $count }; quite algunos

# What serde and serde_json say of what cannot be read.
said-work-serde-field-one-of = el campo «{ $field }» es desconocido; use uno de estos: { $names }
said-work-serde-field-two = el campo «{ $field }» es desconocido; use «{ $first }» o «{ $second }»
said-work-serde-field-one = el campo «{ $field }» es desconocido; use «{ $only }»
said-work-serde-field-none = el campo «{ $field }» es desconocido; aquí no hay ninguno
said-work-serde-variant-one-of = «{ $word }» no es una opción; use una de estas: { $names }
said-work-serde-variant-two = «{ $word }» no es una opción; use «{ $first }» o «{ $second }»
said-work-serde-variant-one = «{ $word }» no es una opción; use «{ $only }»
said-work-serde-missing = falta el campo «{ $field }»
said-work-serde-duplicate = el campo «{ $field }» se da dos veces
said-work-serde-type = esto no sirve: hace falta { $said-wanted }, y no { $said-found }
said-work-serde-value = este valor no sirve: hace falta { $said-wanted }, y no { $said-found }
said-work-serde-length = la longitud { $count } no sirve; hace falta: { $wanted }
said-work-serde-untagged = { $kind ->
   *[other] esto no sirve; escriba un número, un texto o una lista, según lo que se pida
  }
said-work-serde-found-text = el texto «{ $text }»
said-work-serde-found-integer = el número { $number }
said-work-serde-found-float = el número decimal { $number }
said-work-serde-found-boolean = { $truth }
said-work-serde-found-null = nada
said-work-serde-found-sequence = una lista
said-work-serde-found-map = un objeto
said-work-serde-wanted-text = un texto
said-work-serde-wanted-boolean = sí o no (true o false)
said-work-serde-wanted-sequence = una lista
said-work-serde-wanted-map = un objeto
said-work-serde-wanted-date = una fecha, como 2027-02-28
said-work-serde-wanted-choice = un texto o un objeto
said-work-serde-wanted-field = un tipo de campo como «char», o un objeto con al menos «type»
said-work-serde-wanted-i32 = un número entero
said-work-serde-wanted-i64 = un número entero
said-work-serde-wanted-u8 = un número entero a partir de cero
said-work-serde-wanted-u16 = un número entero a partir de cero
said-work-serde-wanted-u32 = un número entero a partir de cero
said-work-serde-wanted-u64 = un número entero a partir de cero
said-work-serde-wanted-f64 = un número

# What jiff says of days that are none.
said-work-date-year = { $why ->
   *[other] esta no es una fecha real; escríbala como 2027-02-28
  }
said-work-date-sign = { $why ->
   *[other] esta no es una fecha real; escríbala como 2027-02-28
  }
said-work-date-month = { $why ->
   *[other] esta no es una fecha real; escríbala como 2027-02-28
  }
said-work-date-day = { $why ->
   *[other] esta no es una fecha real; escríbala como 2027-02-28
  }
said-work-date-after-year = { $why ->
   *[other] esta no es una fecha real; escríbala como 2027-02-28
  }
said-work-date-after-month = { $why ->
   *[other] esta no es una fecha real; escríbala como 2027-02-28
  }
said-work-date-unreal = { $why ->
   *[other] esta no es una fecha real; escríbala como 2027-02-28
  }
said-work-date-more = { $value } seguido de { $why } no es una fecha real; escríbala como 2027-02-28
said-work-date-no-year = esta no es una fecha real; escríbala como 2027-02-28
said-work-date-no-month = esta no es una fecha real; escríbala como 2027-02-28
said-work-date-no-day = esta no es una fecha real; escríbala como 2027-02-28
