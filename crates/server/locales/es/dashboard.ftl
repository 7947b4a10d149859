# El panel, y las imágenes de lo que hubo.
dashboard-needs = Requiere atención
dashboard-needs-none = Nada le espera en este momento.
dashboard-look = Ver
dashboard-review = Revisar líneas
dashboard-open-job = Abrir la tarea
dashboard-open-company = Abrir la empresa
dashboard-name = { $name }
dashboard-and-more = { $names } y { $count } más
dashboard-trail-broken = El registro de auditoría no es lo que se escribió
dashboard-job-failed = La tarea { $id } falló
dashboard-seats-full = { $name } no tiene plazas libres
dashboard-seats-few = { $name } tiene pocas plazas libres
dashboard-seats = { $used } de { $limit } plazas están ocupadas.
dashboard-lines-end = { $count ->
    [one] Una persona tiene una línea de rol que termina en 14 días
   *[other] { $count } personas tienen líneas de rol que terminan en 14 días
}
dashboard-locked = { $count ->
    [one] Una cuenta está bloqueada
   *[other] { $count } cuentas están bloqueadas
}
dashboard-invited = { $count ->
    [one] Una persona fue invitada y aún no ha entrado
   *[other] { $count } personas fueron invitadas y aún no han entrado
}
dashboard-unusual = { $name } inició sesión de una manera inusual
dashboard-alert = Los inicios de sesión piden una mirada
dashboard-because-new-device = un navegador nuevo
dashboard-because-new-network = una red nueva
dashboard-because-another-program = la marca de un navegador, mostrada por otro
dashboard-because-failed-sign-ins = muchos inicios de sesión fallan
dashboard-because-locked-accounts = muchas cuentas están bloqueadas
dashboard-because-many-accounts-tried = una dirección prueba muchas cuentas
dashboard-because-last-factor = alguien perdió su último segundo factor
dashboard-because-letters-not-sent = no se pueden enviar cartas
dashboard-people-about = a quienes usted ve
dashboard-ending-short = Líneas de rol por terminar
dashboard-ending-about = personas, en 14 días
dashboard-today = Inicios de sesión hoy
dashboard-today-refused = { $count ->
    [one] un intento rechazado
   *[other] { $count } intentos rechazados
}
dashboard-sign-ins = Inicios de sesión
dashboard-sign-ins-title = Inicios de sesión por día, últimos { $days } días
dashboard-sign-ins-about = En { $days } días, { $came } inicios de sesión y { $refused } intentos rechazados.
dashboard-came = Correctos
dashboard-refused = Rechazados
dashboard-limit = Un día muestra { $count } de cada como máximo.
dashboard-period = Período
dashboard-days = { $days } días
dashboard-day = Día
dashboard-entries = Entradas
dashboard-table = Como tabla
dashboard-activity = Actividad
dashboard-activity-title = Entradas del registro de auditoría por día, últimos { $days } días
dashboard-activity-about = { $count } entradas en { $days } días.
dashboard-latest = Últimos cambios
dashboard-latest-none = Aún no se ha cambiado nada.
dashboard-ending = Líneas de rol que terminan pronto
dashboard-person = Persona
dashboard-role = Rol
dashboard-where = Dónde
dashboard-ends = Termina
dashboard-local = Local
dashboard-global = Global

# Un día sin su año, bajo una barra.
chart-day =
    { $day } { $month ->
        [1] ene
        [2] feb
        [3] mar
        [4] abr
        [5] may
        [6] jun
        [7] jul
        [8] ago
        [9] sept
        [10] oct
        [11] nov
       *[12] dic
    }
