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
