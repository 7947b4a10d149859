# Páginas que tienen que ver con las cartas: los enlaces enviados y cómo pedirlos.
forgot-password = ¿Ha olvidado su contraseña?
forgotten-title = Restablecer su contraseña
forgotten-about = Escriba su dirección de correo o su nombre de usuario. Si existe la cuenta, enviamos un enlace que funciona una vez, durante 30 minutos.
forgotten-submit = Enviar el enlace
forgotten-asked-title = Mire su buzón
forgotten-asked-about = Si existe la cuenta, una carta con un enlace va de camino a su dirección. Si no llega en unos minutos, mire entre el correo no deseado o pregunte a quien gestiona su cuenta.
forgotten-no-mail = Desde aquí no se envían cartas. Pida una contraseña nueva a quien gestiona su cuenta.
sign-in-dead-link = Este enlace ya se usó, es demasiado antiguo o se envió otro más reciente. Pida otro.
reset-title = Elija una contraseña nueva
reset-about = Ha seguido el enlace que le enviamos. Si su cuenta tiene un segundo factor, se le pedirá primero.
invitation-title = Le damos la bienvenida
invitation-about = Se ha creado una cuenta para usted. Continúe para elegir su contraseña e iniciar sesión.
link-name = Nombre
link-by = Invitación de
link-ends = Válido hasta
link-once = El enlace funciona una sola vez. Continúe solo si puede terminar ahora.
