# Le premier administrateur, et la suite.
set-up-title = Mettre Bailiwick en service
set-up-about = Créez le premier administrateur : c’est la personne qui détient le secret de mise en service.
set-up-mend = Quelque chose est à corriger ; voyez ci-dessous.
set-up-secret = Secret de mise en service
set-up-secret-hint = Le serveur l’a affiché là où il a été lancé, ou écrit dans le fichier set-up-secret de son dossier de données. Il est valable une heure.
set-up-wrong-secret = Ce n’est pas le secret, ou son heure est passée. Lancez « bailiwick admin set-up » sur le serveur pour en obtenir un autre.
set-up-first-name = Prénom
set-up-last-name = Nom
set-up-login = Identifiant
set-up-email = Adresse e-mail
set-up-submit = Devenir l’administrateur
set-up-done-title = Bailiwick est en service
set-up-done-about = Il y a déjà un administrateur. Connectez-vous, ou adressez-vous à la personne qui gère les utilisateurs.
set-up-step-administrator = Administrateur
set-up-step-organisation = Organisation
set-up-step-areas = Zones
set-up-step-security = Sécurité
set-up-back = Retour
set-up-skip = Passer pour l’instant
set-up-finish = Terminer
set-up-code = Code
set-up-code-hint = Court, comme ministere ; il ne change plus.
set-up-organisation-title = De quelle organisation s’agit-il ?
set-up-organisation-about = Celle qui exploite Bailiwick. Les entreprises clientes et les services viennent plus tard.
set-up-organisation-name = Nom de l’organisation
set-up-timezone = Fuseau horaire
set-up-timezone-hint = Comme Africa/Dakar. Il dit quand un jour commence et finit pour ses membres.
set-up-areas-title = Où les gens travaillent-ils ?
set-up-areas-about = Les rôles locaux sont limités à des zones. Apportez votre liste, ou commencez par une zone et ajoutez les autres plus tard.
set-up-areas-list = Fichier des zones
set-up-areas-list-hint = CSV en UTF-8, 20 Mo au plus, avec les colonnes code et name ; parent et kind si vous les avez.
set-up-areas-or = ou commencez par une seule
set-up-areas-name = Nom de la zone
set-up-areas-nothing = Choisissez un fichier, ou donnez le code d’une zone.
set-up-security-title = Que faut-il pour se connecter ?
set-up-security-about = Les deux peuvent être changés plus tard, et rendus plus stricts pour une entreprise, un rôle ou une personne.
set-up-required = Qui doit avoir un second facteur ?
set-up-required-optional = Qui le souhaite
set-up-required-administrators = Les administrateurs
set-up-required-everybody = Tout le monde
set-up-length = Mot de passe le plus court
set-up-length-hint = Entre 8 et 64 caractères. Long vaut mieux que compliqué.
set-up-more-faults = { $count ->
    [one] Et une autre.
   *[other] Et { $count } autres.
  }
