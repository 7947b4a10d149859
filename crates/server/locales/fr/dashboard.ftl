# Le tableau de bord, et les images de ce qui s’est passé.
dashboard-needs = À traiter
dashboard-needs-none = Rien ne vous attend pour le moment.
dashboard-look = Voir
dashboard-review = Revoir les lignes
dashboard-open-job = Ouvrir la tâche
dashboard-open-company = Ouvrir l’entreprise
dashboard-name = { $name }
dashboard-and-more = { $names } et { $count } de plus
dashboard-trail-broken = Le journal d’audit n’est pas ce qui a été écrit
dashboard-job-failed = La tâche { $id } a échoué
dashboard-seats-full = { $name } n’a plus de place
dashboard-seats-few = { $name } a peu de places libres
dashboard-seats = { $used } places sur { $limit } sont prises.
dashboard-lines-end = { $count ->
    [one] Une personne a une ligne de rôle qui se termine dans les 14 jours
   *[other] { $count } personnes ont des lignes de rôle qui se terminent dans les 14 jours
}
dashboard-locked = { $count ->
    [one] Un compte est verrouillé
   *[other] { $count } comptes sont verrouillés
}
dashboard-invited = { $count ->
    [one] Une personne a été invitée et n’est pas encore venue
   *[other] { $count } personnes ont été invitées et ne sont pas encore venues
}
dashboard-unusual = { $name } s’est connecté d’une manière inhabituelle
dashboard-alert = Les connexions demandent un coup d’œil
dashboard-because-new-device = un navigateur nouveau
dashboard-because-new-network = un réseau nouveau
dashboard-because-another-program = la marque d’un navigateur, montrée par un autre
dashboard-because-failed-sign-ins = beaucoup de connexions échouent
dashboard-because-locked-accounts = beaucoup de comptes sont verrouillés
dashboard-because-many-accounts-tried = une adresse essaie beaucoup de comptes
dashboard-because-last-factor = quelqu’un a perdu son dernier second facteur
dashboard-because-letters-not-sent = les lettres ne partent pas
dashboard-people-about = que vous voyez
dashboard-ending-short = Rôles qui se terminent
dashboard-ending-about = personnes, dans les 14 jours
dashboard-today = Connexions aujourd’hui
dashboard-today-refused = { $count ->
    [one] une tentative refusée
   *[other] { $count } tentatives refusées
}
dashboard-sign-ins = Connexions
dashboard-sign-ins-title = Connexions par jour, { $days } derniers jours
dashboard-sign-ins-about = En { $days } jours, { $came } connexions et { $refused } tentatives refusées.
dashboard-came = Réussies
dashboard-refused = Refusées
dashboard-limit = Un jour en montre au plus { $count } de chaque.
dashboard-period = Période
dashboard-days = { $days } jours
dashboard-day = Jour
dashboard-entries = Entrées
dashboard-table = En tableau
dashboard-activity = Activité
dashboard-activity-title = Entrées du journal d’audit par jour, { $days } derniers jours
dashboard-activity-about = { $count } entrées en { $days } jours.
dashboard-latest = Derniers changements
dashboard-latest-none = Rien n’a encore été changé.
dashboard-ending = Lignes de rôle qui se terminent bientôt
dashboard-person = Personne
dashboard-role = Rôle
dashboard-where = Où
dashboard-ends = Fin
dashboard-local = Local
dashboard-global = Global

# Un jour sans son année, sous une barre.
chart-day =
    { $day } { $month ->
        [1] janv.
        [2] févr.
        [3] mars
        [4] avr.
        [5] mai
        [6] juin
        [7] juil.
        [8] août
        [9] sept.
        [10] oct.
        [11] nov.
       *[12] déc.
    }
