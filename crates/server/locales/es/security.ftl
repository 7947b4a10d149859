# Llaves de acceso, y lo que cada uno hace por su propia seguridad.
sign-in-with-passkey = Iniciar sesión con una llave de acceso
sign-in-wrong-passkey = Esta llave de acceso no funcionó aquí. Inténtelo de nuevo o entre de otra manera.
or-password = o use su contraseña
or-code = o escriba un código
or-passkey = o use una llave de acceso
use-passkey = Usar su llave de acceso o de seguridad
second-passkey-title = Use su llave de acceso
second-passkey-about = Su llave de acceso o de seguridad muestra que es usted.
passkey-make = Crear una llave de acceso
passkey-failed = La llave de acceso no funcionó. Inténtelo de nuevo en un momento o use otra manera.
passkey-stopped = Se interrumpió o tardó demasiado. Inténtelo de nuevo.
passkey-known = Este dispositivo ya tiene una llave de acceso suya. Use otro dispositivo.
passkey-needs-script = Las llaves de acceso necesitan scripts y un navegador que las conozca. Active los scripts o use otro navegador.
passkey-other-site = La llave de acceso se creó en otra dirección que la nuestra. Abra la correcta e inténtelo de nuevo.
passkey-over = Tardó demasiado o se terminó en otra ventana. Inténtelo de nuevo.
passkey-not-verified = El dispositivo no pidió PIN, dedo ni rostro. Configure uno o use otro dispositivo.
passkey-not-allowed = Su organización no admite este tipo de dispositivo. Use uno que admita.
passkey-refused = Esta llave de acceso no fue aceptada. Inténtelo de nuevo o use otro dispositivo.
factor-name = Nombre
factor-name-hint = Para reconocerla, por ejemplo Llave azul o Teléfono del trabajo.
factor-misnamed = Dele un nombre de 1 a 60 caracteres, en una línea.
agent-on = { $browser } en { $system }
skip = Ir al contenido
main-navigation = Navegación principal
overview = Resumen
my-account = Mi cuenta
breadcrumb = Dónde está
open-menu = Abrir el menú
close-menu = Cerrar el menú
switch-theme = Cambiar entre claro y oscuro
your-account = Su cuenta:
cancel = Cancelar
change = Cambiar
rename = Cambiar el nombre
remove = Quitar
security-title = Acceso y seguridad
security-about = Cómo muestra que es usted y dónde tiene sesiones abiertas.
passkeys = Llaves de acceso
passkeys-about = Entre con su dedo, su rostro o una llave de seguridad. Nada que recordar y nada que robar.
passkeys-none = Todavía no tiene ninguna.
add-passkey = Añadir llave de acceso
second-factor = Segundo factor
second-required = Exigido por su organización
authenticators-none = Todavía no hay aplicación de autenticación.
add-authenticator = Añadir aplicación
authenticator = Aplicación de autenticación
factor-used = Añadido el { $added }, usado por última vez el { $used }
factor-unused = Añadido el { $added }, sin usar todavía
recovery-codes = Códigos de recuperación
recovery-left = { $count ->
    [0] No hay ninguno.
    [one] Queda uno. Sirve una vez.
   *[other] Quedan { $count }. Cada uno sirve una vez.
  }
recovery-new = Códigos nuevos
recovery-title = Códigos de recuperación
recovery-about = Para el día en que no tenga a mano su teléfono o su llave. Cada código sirve una vez, junto con su contraseña.
recovery-warn = Recibe diez códigos nuevos. Los que tiene ahora dejan de servir.
recovery-make = Crear códigos nuevos
recovery-once = Imprímalos o anótelos ahora. Solo se muestran esta vez.
recovery-kept = Los he guardado
sessions = Dónde tiene sesiones abiertas
session-this = Esta sesión
session-told = { $address }, desde el { $since }
session-seen = Visto por última vez el { $when }
end-session = Terminar
end-others = Cerrar todas las demás
devices = Navegadores conocidos
devices-about = Un navegador en el que confía no pide su segundo factor durante un tiempo.
devices-none = No se conoce ninguno.
device-told = { $network }, por última vez el { $when }
device-trusted = De confianza hasta el { $until }
forget-device = Olvidar
password-set = Elegida el { $when }.
password-none = No tiene contraseña.
password-wrong = La contraseña actual no es correcta. Escríbala de nuevo.
present-password = Contraseña actual
change-password = Cambiar la contraseña
authenticator-new-title = Añadir una aplicación de autenticación
authenticator-new-about = Una aplicación de su teléfono que muestra seis dígitos, nuevos cada 30 segundos.
passkey-new-title = Añadir una llave de acceso
passkey-new-about = Su dispositivo pide su dedo, su rostro o su PIN, y guarda la llave de acceso.
passkey-kind = Para qué es
passkey-kind-alone = Llave de acceso
passkey-kind-alone-about = Le da acceso por sí sola. El dispositivo debe reconocerle por un PIN, un dedo o un rostro.
passkey-kind-second = Llave de seguridad como segundo factor
passkey-kind-second-about = Junto con su contraseña. Sirven llaves sin PIN.
passkey-taken = Esta llave de acceso pertenece a otra cuenta. Use otro dispositivo.
factor-passkey-title = Llave de acceso
factor-totp-title = Aplicación de autenticación
factor-remove-title = Quitarla
factor-remove-passkey = Ya no le dará acceso. Bórrela también en el dispositivo.
factor-remove-totp = Sus códigos dejarán de servir. Borre también la entrada en la aplicación.
done-passkey-added = La llave de acceso se añadió.
done-authenticator-added = La aplicación de autenticación se añadió.
done-renamed = Tiene su nuevo nombre.
done-removed = Se quitó.
done-session-ended = La sesión terminó.
done-sessions-ended = Todas las demás sesiones están cerradas.
done-device-forgotten = El navegador está olvidado.
done-password-changed = Tiene una contraseña nueva.
step-up-title = Muestre que es usted
step-up-about = Esto merece protección. Se le vuelve a pedir solo después de unos minutos.
step-up-or = o
step-up-wrong = Esa no es su contraseña. Escríbala de nuevo.
step-up-none = No hay nada que pueda mostrar aquí. Consulte a quien gestiona su cuenta.
strength = Lo difícil que es de adivinar
strength-fair = Sirve. Otra palabra lo mejora.
strength-good = Es difícil de adivinar.
strength-common = Se parece mucho a una contraseña que usa mucha gente.
strength-word = Una sola palabra o un nombre es fácil de adivinar. Use varias.
strength-keys = Las filas de teclas son fáciles de adivinar.
strength-repetition = Lo que se repite es fácil de adivinar.
strength-sequence = Las secuencias como abc o 6543 son fáciles de adivinar.
strength-date = Las fechas y los años son fáciles de adivinar.
strength-disguise = Los signos en lugar de letras y una mayúscula al principio ayudan poco.
strength-words = Añada una o dos palabras que nadie espere ahí.
password-too-short = Use al menos { $count } caracteres, por ejemplo cuatro o cinco palabras.
password-lower = { $count ->
    [one] Hace falta una letra minúscula.
   *[other] Hacen falta { $count } letras minúsculas.
  }
password-upper = { $count ->
    [one] Hace falta una letra mayúscula.
   *[other] Hacen falta { $count } letras mayúsculas.
  }
password-digit = { $count ->
    [one] Hace falta una cifra.
   *[other] Hacen falta { $count } cifras.
  }
password-symbol = { $count ->
    [one] Hace falta un carácter que no sea letra ni cifra.
   *[other] Hacen falta { $count } caracteres que no sean letras ni cifras.
  }
password-common = Es una de las contraseñas más comunes. Use otra.
password-breached = Esta contraseña se conoció en una filtración de otro servicio. Use una que no use en ningún otro sitio.
password-context = Contiene «{ $word }», que otros saben de usted. Quítelo.
password-too-weak = Es fácil de adivinar. Añada una o dos palabras que nadie espere ahí.
password-used-before = { $count ->
    [one] Es la contraseña que tenía. Use otra.
   *[other] Es una de sus últimas { $count } contraseñas. Use una que no haya tenido.
  }
password-empty = Escriba una contraseña.
password-too-long = Una contraseña tiene como máximo 128 caracteres.
password-control = Contiene un carácter que no es texto, como un tabulador. Quítelo.
