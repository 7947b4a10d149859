# Cartas y mensajes de texto.

greeting = Hola, { $name }:
greeting-anybody = Hola:
link-by-hand = Si el botón no funciona, copie esta dirección en su navegador:
footer = { $service } ha enviado este mensaje de forma automática; es posible que nadie lea las respuestas.

invitation =
    .subject = Su cuenta en { $service } está lista
    .body =
        { $from ->
            [both] { $inviter } ha creado una cuenta para usted, para { $company }.
            [inviter] { $inviter } ha creado una cuenta para usted.
            [company] Se ha creado una cuenta para usted, para { $company }.
           *[nobody] Se ha creado una cuenta para usted.
        }

        Siga el enlace para elegir cómo quiere iniciar sesión.
    .action = Activar mi cuenta
    .after =
        { $days ->
            [one] El enlace vale un día y solo puede usarse una vez.
           *[other] El enlace vale { $days } días y solo puede usarse una vez.
        }

        Si no esperaba este mensaje, no haga nada: sin usted no ocurrirá nada.

password-reset =
    .subject = Elija una contraseña nueva para { $service }
    .body = Alguien, seguramente usted, ha indicado que ha olvidado la contraseña de su cuenta.
    .action = Elegir una contraseña nueva
    .after =
        { $minutes ->
            [one] El enlace vale un minuto y solo puede usarse una vez.
           *[other] El enlace vale { $minutes } minutos y solo puede usarse una vez.
        }

        Si no ha sido usted, no tiene que hacer nada. Su contraseña sigue siendo la misma.

password-reset-by-administrator =
    .subject = Elija, por favor, una contraseña nueva para { $service }
    .body =
        { $from ->
            [administrator] { $administrator } le pide que elija una contraseña nueva.
           *[nobody] La administración le pide que elija una contraseña nueva.
        }
    .action = Elegir una contraseña nueva
    .after =
        { $hours ->
            [one] El enlace vale una hora y solo puede usarse una vez.
           *[other] El enlace vale { $hours } horas y solo puede usarse una vez.
        }

        Nadie le pedirá nunca su contraseña, tampoco la administración.

verify-email =
    .subject = Confirme, por favor, su dirección para { $service }
    .body = Alguien, seguramente usted, quiere usar esta dirección en { $service }. Confirme, por favor, que es suya.
    .action = Confirmar mi dirección
    .after =
        { $hours ->
            [one] El enlace vale una hora y solo puede usarse una vez.
           *[other] El enlace vale { $hours } horas y solo puede usarse una vez.
        }

        Si no ha sido usted, no haga nada: la dirección no se usará.

email-change-asked =
    .subject = Se ha pedido otra dirección para su cuenta en { $service }
    .body =
        { $hours ->
            [one] En el plazo de una hora, sus mensajes irán a { $new } si se sigue el enlace que se envió allí.
           *[other] En el plazo de { $hours } horas, sus mensajes irán a { $new } si se sigue el enlace que se envió allí.
        }
    .after = Si no la ha pedido usted, elija enseguida otra contraseña: entonces ese enlace ya no abre nada.

email-changed =
    .subject = Ha cambiado la dirección de su cuenta en { $service }
    .body = Hasta ahora, sus mensajes se enviaban a { $old }. A partir de ahora se envían a { $new }.
    .after = Si no ha sido usted quien la ha cambiado, avise enseguida a su administrador.

sign-in-code =
    .subject = Su código para entrar en { $service }
    .body = Este es su código:
    .after =
        { $minutes ->
            [one] Vale un minuto y solo puede usarse una vez.
           *[other] Vale { $minutes } minutos y solo puede usarse una vez.
        }

        No se lo diga a nadie. Si no está iniciando sesión en este momento, alguien conoce su contraseña: cámbiela.
    .sms =
        { $minutes ->
            [one] { $code } es su código para { $service }. Vale un minuto. No se lo diga a nadie.
           *[other] { $code } es su código para { $service }. Vale { $minutes } minutos. No se lo diga a nadie.
        }

new-device =
    .subject = Nuevo inicio de sesión en su cuenta de { $service }
    .body =
        Alguien ha iniciado sesión en su cuenta desde un dispositivo que no conocíamos.

        Dispositivo: { $device }
        Dirección de red: { $address }
        Fecha: { $when }
    .action = No he sido yo
    .after = Si ha sido usted, no tiene que hacer nada. Si no, el enlace cierra la sesión de ese dispositivo y le permite elegir una contraseña nueva.
    .sms = { $service }: nuevo inicio de sesión en su cuenta desde { $device }, { $when }. ¿No ha sido usted? Cambie su contraseña.

password-changed =
    .subject = Ha cambiado su contraseña de { $service }
    .body = La contraseña de su cuenta se cambió el { $when }.
    .after = Si no ha sido usted, elija enseguida una nueva y avise a su administrador.
    .sms = { $service }: su contraseña se cambió el { $when }. ¿No ha sido usted? Avise a su administrador.

factor-added =
    .subject = Se ha añadido una forma de entrar en { $service }
    .body = Desde el { $when }, «{ $what }» sirve como segundo paso para iniciar sesión en su cuenta.
    .after = Si no ha sido usted quien la ha añadido, cambie su contraseña y avise a su administrador.

factor-removed =
    .subject = Se ha quitado una forma de entrar en { $service }
    .body = «{ $what }» ya no sirve para iniciar sesión en su cuenta. Se quitó el { $when }.
    .after = Si no ha sido usted quien la ha quitado, cambie su contraseña y avise a su administrador.

passkey-added =
    .subject = Se ha añadido una llave de acceso a su cuenta de { $service }
    .body = Desde el { $when }, la llave de acceso «{ $what }» sirve para iniciar sesión en su cuenta.
    .after = Si no ha sido usted quien la ha añadido, cambie su contraseña y avise a su administrador.

key-created =
    .subject = Se ha creado una clave de su cuenta de { $service }
    .body = La clave «{ $what }», que empieza por { $prefix }, se creó el { $when }. Un programa que la tenga actúa en su nombre.
    .after = Si no ha sido usted quien la ha creado, elimínela y cambie su contraseña.

recovery-code-used =
    .subject = Se ha usado un código de recuperación en { $service }
    .body =
        Alguien inició sesión en su cuenta con un código de recuperación el { $when }.

        { $left ->
            [0] No le queda ningún código. Cree otros nuevos mientras todavía pueda iniciar sesión.
            [one] Le queda un código.
           *[other] Le quedan { $left } códigos.
        }
    .after = Si no ha sido usted, cree códigos nuevos, cambie su contraseña y avise a su administrador.

account-locked =
    .subject = Demasiados intentos de entrar en { $service }
    .body =
        Desde el { $when }, alguien ha intentado demasiadas veces iniciar sesión en su cuenta con una contraseña incorrecta.

        { $minutes ->
            [one] Durante un minuto, nadie puede iniciar sesión desde un dispositivo que usted no haya usado antes.
           *[other] Durante { $minutes } minutos, nadie puede iniciar sesión desde un dispositivo que usted no haya usado antes.
        }
    .after = Donde tenga la sesión iniciada, sigue iniciada. Si no ha sido usted, no tiene que hacer nada; si continúa, avise a su administrador.
    .sms = { $service }: demasiados intentos de entrar en su cuenta. ¿No ha sido usted? Avise a su administrador.

admin-alert =
    .subject =
        { $service }: { $alert ->
            [failed_sign_ins] fallan muchos intentos de iniciar sesión
            [locked_accounts] hay muchas cuentas bloqueadas
            [many_accounts_tried] una dirección prueba muchas cuentas
           *[last_factor] una cuenta ha perdido su último segundo factor
        }
    .body =
        { $alert ->
            [failed_sign_ins] Han fallado { $count } intentos de iniciar sesión.
            [locked_accounts] Se han bloqueado { $count } cuentas tras demasiados intentos.
            [many_accounts_tried] Se han probado { $count } cuentas desde una misma dirección de red.
           *[last_factor] Cuentas obligadas a un segundo factor que han perdido el último: { $count }.
        }

        { $minutes ->
            [one] Todo ello en un minuto.
           *[other] Todo ello en { $minutes } minutos.
        }
    .after = El informe de inicios de sesión y «bailiwick doctor» dicen más.
    .sms =
        { $service }: { $alert ->
            [failed_sign_ins] { $count } inicios de sesión fallidos
            [locked_accounts] { $count } cuentas bloqueadas
            [many_accounts_tried] { $count } cuentas probadas desde una dirección
           *[last_factor] cuentas sin segundo factor: { $count }
        } ({ $minutes } min)

trial =
    .subject = Un mensaje de prueba de { $service }
    .body = Este mensaje se pidió el { $when } para ver si los mensajes llegan. Llegan.
    .after = No tiene que hacer nada.
    .sms = { $service }: mensaje de prueba del { $when }. Los mensajes llegan.
