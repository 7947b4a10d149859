# Choosing places in forms.

picker-choose = Choisir
picker-find = Chercher par nom ou code
picker-look = Chercher
picker-top = Tout
picker-under = Sous
picker-below = Afficher ce qui est en dessous de
picker-more = Il y en a d’autres. Cherchez pour les trouver.
picker-codes = Codes, séparés par des virgules
picker-called = C’est { $name }.
picker-chosen = Choix : { $count }.
choose-company = Choisir une société
choose-department = Choisir un service
choose-area = Choisir une zone
choose-about = La liste montre alors les personnes qui y sont rattachées.
switch-about = Les listes des utilisateurs, sociétés, tâches et clés montrent alors cette société et celles qui en dépendent.
switch-all = Toutes les sociétés
