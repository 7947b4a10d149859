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
