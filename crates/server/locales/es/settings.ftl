# Lo que vale para la instalación y en cada lugar.
set-defaults = Valores por defecto
set-applies = Se aplica a { $place }.
set-at-named = { $name } y todo lo que está por debajo
set-at-installation = todos
set-at-company = la empresa { $code }
set-at-department = el departamento { $code }
set-at-area = el área { $code }
set-at-role = el rol { $code }
set-at-user = el usuario { $code }
set-of-all = De todos
set-first = Para cambiar esto, muestre primero que es usted.
set-clash = Otra persona cambió uno de estos ajustes mientras tanto. No se guardó nada: descarte para ver lo que vale ahora y cambie lo que aún quiera.
set-setting = Ajuste
set-source = Origen
set-value = Valor
set-without = Sin valor propio
set-here = Fijado aquí
set-from = De { $place }
set-default = Por defecto
set-nothing = Sin límite
set-own = Fijar aquí
set-lock = Bloquear debajo
set-locked = Bloqueado
set-locked-by = Bloqueado por
set-idle = Sin efecto:
set-otherwise = Si no: { $value }
set-save = Guardar
set-discard = Descartar
set-confirm = Hay que haber mostrado hace poco que es usted.
set-on-this-page = En esta página
set-if-saved = Si guarda ahora
set-if-saved-about = Cambie algo y aquí se dice a quién afecta. Sin scripts, elija Vista previa.
set-nothing-changes = No cambia nada.
set-read-only = Puede ver esto, pero no cambiarlo.
set-stricter = { $count ->
    [one] { $setting }: más estricto para una persona
   *[other] { $setting }: más estricto para { $count } personas
  }
set-laxer = { $count ->
    [one] { $setting }: menos estricto para una persona
   *[other] { $setting }: menos estricto para { $count } personas
  }
set-otherwise-people = { $count ->
    [one] { $setting }: distinto para una persona
   *[other] { $setting }: distinto para { $count } personas
  }
set-weaker = { $count ->
    [one] { $setting }: una contraseña no llega
   *[other] { $setting }: { $count } contraseñas no llegan
  }
set-unknown = { $count ->
    [one] { $setting }: de una contraseña no se sabe
   *[other] { $setting }: de { $count } contraseñas no se sabe
  }
set-older = { $count ->
    [one] { $setting }: una contraseña es demasiado antigua
   *[other] { $setting }: { $count } contraseñas son demasiado antiguas
  }
set-required = { $count ->
    [one] { $setting }: una persona elige otra contraseña al volver a entrar
   *[other] { $setting }: { $count } personas eligen otra contraseña al volver a entrar
  }
set-becomes = { $setting }: { $value }
set-require-change = Quien tenga una contraseña insuficiente elige otra
set-require-change-about = Al volver a entrar. Si no, vale solo para contraseñas nuevas.
set-passwords = Contraseñas
set-second = Segundo factor
set-sessions = Sesiones
set-lockout = Bloqueo
set-networks = Redes
set-accounts = Cuentas y plazas
set-contact = Contacto
set-unit-characters = caracteres
set-unit-passwords = contraseñas
set-unit-days = días
set-unit-minutes = minutos
set-unit-hours = horas
set-unit-sessions = sesiones
set-unit-seats = plazas
set-unit-percent = por ciento
set-unit-attempts = intentos
set-password-min-length = Contraseña más corta
set-password-composition = Debe contener
set-password-composition-about = Desaconsejado: la gente cumple estas reglas de formas fáciles de adivinar.
set-password-composition-digit = Un dígito
set-password-composition-lower = Una minúscula
set-password-composition-symbol = Un símbolo
set-password-composition-upper = Una mayúscula
set-password-expiry-days = Caduca tras
set-password-expiry-days-about = 0 significa nunca, lo aconsejado.
set-password-history = No puede repetir las últimas
set-password-history-about = 0 significa que se puede repetir cualquiera.
set-password-reset = Contraseñas olvidadas
set-password-reset-email = Cada uno la restablece por correo
set-password-reset-administrator = Las restablece quien gestiona la cuenta
set-factor-required = Quién lo necesita
set-factor-required-optional = Opcional
set-factor-required-administrators = Obligatorio para administradores
set-factor-required-everybody = Obligatorio para todos los usuarios
set-factor-required-optional-about = Cada uno puede añadir uno
set-factor-required-administrators-about = Quien administra debe mostrar uno
set-factor-required-everybody-about = Todos configuran uno al volver a entrar
set-factor-methods = Qué se puede mostrar
set-factor-methods-email = Un código por correo
set-factor-methods-passkey = Una llave de acceso
set-factor-methods-recovery = Un código de recuperación
set-factor-methods-sms = Un código por SMS
set-factor-methods-totp = Una aplicación de autenticación
set-factor-trust-days = Confiar en un navegador durante
set-factor-trust-days-about = 0 significa que se pide cada vez.
set-passkey-attested = Solo llaves de fabricantes conocidos
set-passkey-attested-about = La llave debe mostrar de qué marca es su dispositivo.
set-step-up-minutes = Haber mostrado quién es vale durante
set-step-up-minutes-about = Para lo que merece protección, como esta página.
set-session-idle-minutes = Cerrar sesión tras inactividad de
set-session-hours = Sesión más larga
set-session-limit = Sesiones a la vez
set-session-limit-about = Vacío significa sin límite.
set-session-when-full = Cuando hay tantas
set-session-when-full-choose = La persona elige cuál termina
set-session-when-full-oldest = Termina la más antigua
set-session-when-full-deny = No se abre otra
set-session-ends-on = Todas las demás terminan con
set-session-ends-on-factor = Un segundo factor retirado
set-session-ends-on-password = Una contraseña nueva
set-session-ends-on-role = Un rol perdido
set-lockout-attempts = Esperar tras
set-lockout-stop = Parar tras
set-lockout-stop-about = Intentos fallidos seguidos tras los cuales solo quien gestiona la cuenta deja continuar.
set-lockout-per-minute = Intentos fallidos por minuto
set-lockout-per-minute-about = En todas las cuentas juntas, desde navegadores que no han entrado antes.
set-network-allow = Redes permitidas
set-network-allow-about = Una por línea, por ejemplo 10.20.0.0/16. Vacío significa cualquiera.
set-network-deny = Redes rechazadas
set-network-deny-about = Se rechazan sea lo que sea lo permitido.
set-sign-in-open = Se puede iniciar sesión
set-sign-in-open-about = «No» cierra la puerta, por ejemplo durante el mantenimiento.
set-seats-limit = Plazas
set-seats-limit-about = Cuántas cuentas puede haber. Vacío significa sin límite.
set-seats-warn-percent = Avisar desde
set-account-default-role = Los nuevos empiezan con
set-account-default-role-about = Un rol global que reciben las cuentas nuevas.
set-account-invitation-days = Las invitaciones duran
set-account-recovery-days = Las cuentas dejadas pueden volver durante
set-users-self-editable = Lo que cada uno puede cambiar de sí
set-users-self-editable-attributes = Otros datos
set-users-self-editable-avatar = Imagen
set-users-self-editable-email = Dirección
set-users-self-editable-first-name = Nombre
set-users-self-editable-job-title = Puesto
set-users-self-editable-language = Idioma
set-users-self-editable-last-name = Apellidos
set-users-self-editable-name = Nombre que se muestra
set-users-self-editable-notifications = Notificaciones
set-users-self-editable-phones = Teléfonos
set-users-self-editable-qualifications = Competencias y certificados
set-users-self-editable-timezone = Zona horaria
set-jobs-keep-days = Guardar el resultado de los trabajos durante
set-language = Idioma
set-timezone = Zona horaria
set-contact-email = Dirección a la que escribir
set-contact-phone = Número al que llamar
set-alerts-email = Dirección para alertas
set-alerts-email-about = Se avisa cuando fallan muchos inicios de sesión; si no, a los administradores.
done-settings-saved = Guardado. Vale desde ahora.
