# El primer administrador, y lo que sigue.
set-up-title = Poner en marcha Bailiwick
set-up-about = Cree el primer administrador: lo es quien tiene el secreto de puesta en marcha.
set-up-mend = Hay algo que corregir; véalo abajo.
set-up-secret = Secreto de puesta en marcha
set-up-secret-hint = El servidor lo mostró donde se inició, o lo escribió en el archivo set-up-secret de su carpeta de datos. Vale durante una hora.
set-up-wrong-secret = Este no es el secreto, o ya pasó su hora. Ejecute «bailiwick admin set-up» en el servidor para obtener otro.
set-up-first-name = Nombre
set-up-last-name = Apellidos
set-up-login = Usuario
set-up-email = Correo electrónico
set-up-submit = Ser el administrador
set-up-done-title = Bailiwick está en marcha
set-up-done-about = Ya hay un administrador. Inicie sesión, o consulte a quien gestiona los usuarios.
set-up-step-administrator = Administrador
set-up-step-organisation = Organización
set-up-step-areas = Zonas
set-up-step-security = Seguridad
set-up-back = Atrás
set-up-skip = Omitir por ahora
set-up-finish = Terminar
set-up-code = Código
set-up-code-hint = Corto, como ministerio; ya no cambia.
set-up-organisation-title = ¿Qué organización es?
set-up-organisation-about = La que maneja Bailiwick. Las empresas clientes y los departamentos vienen después.
set-up-organisation-name = Nombre de la organización
set-up-timezone = Zona horaria
set-up-timezone-hint = Como America/Lima. Decide cuándo empieza y termina un día para su gente.
set-up-areas-title = ¿Dónde trabaja la gente?
set-up-areas-about = Los roles locales se limitan a zonas. Traiga su lista ahora, o empiece con una y añada las demás después.
set-up-areas-list = Archivo de zonas
set-up-areas-list-hint = CSV en UTF-8, hasta 20 MB, con las columnas code y name; parent y kind si las tiene.
set-up-areas-or = o empiece con una
set-up-areas-name = Nombre de la zona
set-up-areas-nothing = Elija un archivo, o dé el código de una zona.
set-up-security-title = ¿Qué hace falta para iniciar sesión?
set-up-security-about = Ambas cosas pueden cambiarse después, y hacerse más estrictas para una empresa, un rol o una persona.
set-up-required = ¿Quién necesita un segundo factor?
set-up-required-optional = Quien lo quiera
set-up-required-administrators = Los administradores
set-up-required-everybody = Todos
set-up-length = Contraseña más corta
set-up-length-hint = Entre 8 y 64 caracteres. Larga es mejor que complicada.
set-up-more-faults = { $count ->
    [one] Y una más.
   *[other] Y { $count } más.
  }
