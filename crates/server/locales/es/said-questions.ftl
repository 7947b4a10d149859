# What is said of questions that have no answer, and of requests that get no page, as the program says it.

# What is wrong with a question about who may do what.
said-questions-no-user = no existe el usuario «{ $login }»; los usuarios se indican por su nombre de usuario
said-questions-no-model = no hay ningún modelo «{ $model }»; descríbalo entre los modelos
said-questions-name-model = indique el modelo
said-questions-no-actions = «{ $action }» no es una operación posible sobre { $model }; use create, read, update, delete o un permiso como feature:export (este modelo no tiene acciones)
said-questions-no-action = «{ $action }» no es una operación posible sobre { $model }; use create, read, update, delete, una de sus acciones ({ $actions }) o un permiso como feature:export
said-questions-no-id = «{ $id }» no es un identificador de { $model }, cuyos identificadores son números

# What is wrong, and the remedy, where each is a sentence of its own.
said-questions-both = { $said-what }; { $said-remedy }

# Who is not shown a page.
said-questions-may-write = hace falta un rol que permita escribir aquí
said-questions-jobs = las tareas están reservadas a quienes pueden encargarlas o verlas
said-questions-learned-unseen = no puede ver lo que este usuario ha aprendido
said-questions-learned-fixed = lo que este usuario ha aprendido solo lo pueden cambiar quienes pueden cambiar la cuenta
said-questions-temporary = para una contraseña temporal hay que tener todo lo que tiene el usuario, y solo se pone en la cuenta de otra persona
said-questions-groups = los grupos sin rol están reservados a quienes podrían darlos todos
said-questions-overrides = las excepciones están reservadas a quienes gestionan a los usuarios allí y tienen lo que tiene el usuario
said-questions-lines = dar roles y terminarlos está reservado a quienes gestionan a los usuarios allí
said-questions-policy = esta parte de la política no se cambia aquí, o no puede cambiarla usted
said-questions-cross-site = esto no vino de una página de este servidor; abra la página de nuevo y envíelo desde allí

# What does not fit in a form that was sent.
said-questions-field-twice = el formulario tiene varias veces el campo { $field } y no se sabe cuál vale; envíelo una sola vez
said-questions-field-missing = al formulario le falta el campo { $field }; envíelo una sola vez
said-questions-send-once = envíelo una sola vez
said-questions-file-missing = al formulario le falta el archivo { $name }; elija uno
said-questions-choose-one = elija uno
said-questions-not-utf-8 = { $name } no es un texto en UTF-8; guárdelo en UTF-8 y envíelo de nuevo
said-questions-save-utf-8 = guárdelo en UTF-8
said-questions-too-many-fields = el formulario tiene más campos de los que se admiten ({ $most }); envíe solo los de la página
said-questions-unreadable = el formulario no se puede leer; envíelo como lo hace un navegador
said-questions-unfit = lo enviado no es como lo espera esta dirección; vea los errores
said-questions-too-long = lo enviado supera los { $limit } bytes; envíe menos, o en varias veces
said-questions-cut-off = el envío se cortó antes de completarse; envíelo de nuevo
said-questions-no-code = no se envía ningún código de esta manera
said-questions-write-way = escriba email_code o sms_code
said-questions-wrong-method = esta dirección admite otro método; vea la cabecera Allow

# Not now.
said-questions-not-ready = aún no se ha cargado ninguna política; pregunte de nuevo dentro de un momento
said-questions-too-slow = la respuesta tardó demasiado; pida menos, o pregunte de nuevo dentro de un momento
said-questions-outcome-unknown = tardó demasiado y puede que aún se haga; mire antes de enviarlo de nuevo, o envíe con ello una Idempotency-Key, con la que repetir el envío no tiene consecuencias
said-questions-broken = algo ha fallado aquí; el registro dice más bajo el identificador de esta petición
said-questions-too-busy = demasiadas personas están iniciando sesión en este momento; inténtelo de nuevo dentro de unos segundos

# The audit trail is not as it was written, and how that shows.
said-questions-trail-altered = la entrada { $number } fue alterada: { $said-why }
said-questions-trail-lacking = falta la entrada { $number }: en su lugar está la entrada { $next }
said-questions-trail-inserted = la entrada { $number } fue insertada: { $said-why }
said-questions-trail-moved = la entrada { $number } fue movida: aparece más adelante, y en su lugar está la entrada { $next }
said-questions-trail-truncated = falta la entrada { $number }, con todo lo posterior: se sabe que el registro llega hasta la entrada { $known }
said-questions-trail-forked = la entrada { $number } no es la que se anotó en otro lugar: el registro se reescribió a partir de esta o de una entrada anterior
said-questions-trail-unsearched = las listas y búsquedas no muestran la entrada { $number } como se escribió: { $said-why }
said-questions-trail-unrecorded = la entrada { $number } y las anteriores se quitaron, y ninguna entrada del registro da cuenta de ello
said-questions-trail-hash = su huella no es la de su texto
said-questions-trail-zeros = por ser la primera entrada, debe seguir a 64 ceros
said-questions-trail-chained = la entrada { $number } se encadenó a otro texto de esta
said-questions-trail-kept-under = se guarda con el número { $number }
said-questions-trail-unreadable-why = su texto no se puede leer ({ $error })
said-questions-trail-rewritten = su huella no es la que se anotó cuando se escribió
said-questions-trail-contradicted = lo que se guarda como { $word-column } no es lo que dice su texto
said-questions-trail-ends = el registro dice que termina con la entrada { $number }
said-questions-trail-from-one = las entradas se cuentan desde 1
said-questions-trail-another = hay otra entrada con ese número
said-questions-trail-another-under = hay otra entrada con ese número, guardada con el { $number }
said-questions-trail-left-out = se omite
said-questions-trail-there-twice = aparece dos veces
said-questions-trail-not-written = no es la que se escribió
said-questions-trail-unreadable = su texto no se puede leer
said-questions-trail-other-column = el valor de { $word-column } es allí otro
said-questions-trail-other-time = su hora es allí otra

# What is typed into filters and templates.
said-questions-any-domain = «any» necesita un dominio
said-questions-any-domain-do = escriba [('field', 'any', […])]
said-questions-template-foreign = la plantilla de importación «{ $name }» la guardó otra persona; guarde la suya con otro nombre, o deje esto a un administrador cuyo rol valga en todas partes
said-questions-template-name = el nombre de una plantilla empieza por una letra y tiene hasta 64 letras, dígitos, espacios y «-», «_» o «.»

# What is no form.
said-questions-no-form = lo enviado debe ser un formulario o JSON; envíe Content-Type: application/x-www-form-urlencoded
said-questions-no-file-form = lo enviado debe ser un formulario con un archivo; envíe Content-Type: multipart/form-data
