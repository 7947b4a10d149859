# Ce qui vaut pour l’installation et à chaque endroit.
set-defaults = Valeurs par défaut
set-applies = S’applique à { $place }.
set-at-named = { $name } et tout ce qui est en dessous
set-at-installation = tout le monde
set-at-company = la société { $code }
set-at-department = le service { $code }
set-at-area = la zone { $code }
set-at-role = le rôle { $code }
set-at-user = la personne { $code }
set-of-all = De tout le monde
set-first = Pour modifier ceci, montrez d’abord que c’est bien vous.
set-clash = Quelqu’un d’autre a modifié l’un de ces réglages entre-temps. Rien n’a été enregistré : annulez pour voir ce qui vaut maintenant, puis modifiez ce qui reste voulu.
set-setting = Réglage
set-source = Origine
set-value = Valeur
set-without = Sans valeur propre
set-here = Fixé ici
set-from = De { $place }
set-default = Par défaut
set-nothing = Sans limite
set-own = Fixer ici
set-lock = Verrouiller en dessous
set-locked = Verrouillé
set-locked-by = Verrouillé par
set-idle = Sans effet :
set-otherwise = Sinon : { $value }
set-save = Enregistrer
set-discard = Annuler les modifications
set-confirm = Il faut avoir montré récemment que c’est bien vous.
set-on-this-page = Sur cette page
set-if-saved = Si vous enregistrez maintenant
set-if-saved-about = Modifiez quelque chose, et ceci dit qui est concerné. Sans scripts, choisissez Aperçu.
set-nothing-changes = Rien ne change.
set-read-only = Vous pouvez regarder ceci, sans le modifier.
set-stricter = { $count ->
    [one] { $setting } : plus strict pour une personne
   *[other] { $setting } : plus strict pour { $count } personnes
  }
set-laxer = { $count ->
    [one] { $setting } : moins strict pour une personne
   *[other] { $setting } : moins strict pour { $count } personnes
  }
set-otherwise-people = { $count ->
    [one] { $setting } : différent pour une personne
   *[other] { $setting } : différent pour { $count } personnes
  }
set-weaker = { $count ->
    [one] { $setting } : un mot de passe est insuffisant
   *[other] { $setting } : { $count } mots de passe sont insuffisants
  }
set-unknown = { $count ->
    [one] { $setting } : d’un mot de passe, on ne le sait pas
   *[other] { $setting } : de { $count } mots de passe, on ne le sait pas
  }
set-older = { $count ->
    [one] { $setting } : un mot de passe est trop ancien
   *[other] { $setting } : { $count } mots de passe sont trop anciens
  }
set-required = { $count ->
    [one] { $setting } : une personne choisit un autre mot de passe à la prochaine connexion
   *[other] { $setting } : { $count } personnes choisissent un autre mot de passe à la prochaine connexion
  }
set-becomes = { $setting } : { $value }
set-require-change = Qui a un mot de passe insuffisant en choisit un autre
set-require-change-about = À la prochaine connexion. Sinon, cela ne vaut que pour les nouveaux mots de passe.
set-passwords = Mots de passe
set-second = Second facteur
set-sessions = Sessions
set-lockout = Verrouillage
set-networks = Réseaux
set-accounts = Comptes et places
set-contact = Contact
set-unit-characters = caractères
set-unit-passwords = mots de passe
set-unit-days = jours
set-unit-minutes = minutes
set-unit-hours = heures
set-unit-sessions = sessions
set-unit-seats = places
set-unit-percent = pour cent
set-unit-attempts = tentatives
set-password-min-length = Mot de passe le plus court
set-password-composition = Doit contenir
set-password-composition-about = Déconseillé : on satisfait ces règles de façon facile à deviner.
set-password-composition-digit = Un chiffre
set-password-composition-lower = Une minuscule
set-password-composition-symbol = Un symbole
set-password-composition-upper = Une majuscule
set-password-expiry-days = Expire après
set-password-expiry-days-about = 0 signifie jamais, ce qui est conseillé.
set-password-history = Ne peut pas répéter les derniers
set-password-history-about = 0 signifie que tous peuvent être repris.
set-password-reset = Mots de passe oubliés
set-password-reset-email = Chacun réinitialise le sien par courriel
set-password-reset-administrator = Une personne qui gère le compte les réinitialise
set-factor-required = Qui en a besoin
set-factor-required-optional = Facultatif
set-factor-required-administrators = Obligatoire pour les administrateurs
set-factor-required-everybody = Obligatoire pour tous les utilisateurs
set-factor-required-optional-about = Chacun peut en ajouter un
set-factor-required-administrators-about = Qui administre doit en montrer un
set-factor-required-everybody-about = Chacun en configure un à la prochaine connexion
set-factor-methods = Ce qui peut être montré
set-factor-methods-email = Un code par courriel
set-factor-methods-passkey = Une clé d’accès
set-factor-methods-recovery = Un code de secours
set-factor-methods-sms = Un code par SMS
set-factor-methods-totp = Une application d’authentification
set-factor-trust-days = Faire confiance à un navigateur pendant
set-factor-trust-days-about = 0 signifie qu’il est demandé à chaque fois.
set-passkey-attested = Seulement des clés de fabricants connus
set-passkey-attested-about = Une clé d’accès doit alors montrer de quelle marque est son appareil.
set-step-up-minutes = Avoir montré qui l’on est vaut pendant
set-step-up-minutes-about = Pour ce qui mérite protection, comme cette page.
set-session-idle-minutes = Déconnecter après inactivité de
set-session-hours = Session la plus longue
set-session-limit = Sessions simultanées
set-session-limit-about = Vide signifie sans limite.
set-session-when-full = Quand il y en a autant
set-session-when-full-choose = La personne choisit laquelle prend fin
set-session-when-full-oldest = La plus ancienne prend fin
set-session-when-full-deny = Aucune autre n’est ouverte
set-session-ends-on = Toutes les autres prennent fin avec
set-session-ends-on-factor = Un second facteur retiré
set-session-ends-on-password = Un nouveau mot de passe
set-session-ends-on-role = Un rôle perdu
set-lockout-attempts = Attendre après
set-lockout-stop = Arrêter après
set-lockout-stop-about = Tentatives fausses de suite avant que seule une personne qui gère le compte ne débloque.
set-lockout-per-minute = Tentatives fausses par minute
set-lockout-per-minute-about = Sur tous les comptes ensemble, depuis des navigateurs jamais connectés.
set-network-allow = Réseaux autorisés
set-network-allow-about = Un par ligne, par exemple 10.20.0.0/16. Vide signifie tous.
set-network-deny = Réseaux refusés
set-network-deny-about = Ils sont refusés quoi qui soit autorisé.
set-sign-in-open = On peut se connecter
set-sign-in-open-about = « Non » ferme la porte, par exemple pendant une maintenance.
set-seats-limit = Places
set-seats-limit-about = Combien de comptes il peut y avoir. Vide signifie sans limite.
set-seats-warn-percent = Avertir à partir de
set-account-default-role = Les nouveaux commencent avec
set-account-default-role-about = Un rôle global que reçoivent les nouveaux comptes.
set-account-invitation-days = Les invitations durent
set-account-recovery-days = Les comptes quittés peuvent revenir pendant
set-users-self-editable = Ce que chacun peut modifier chez soi
set-users-self-editable-attributes = Autres informations
set-users-self-editable-avatar = Photo
set-users-self-editable-email = Adresse
set-users-self-editable-first-name = Prénom
set-users-self-editable-job-title = Fonction
set-users-self-editable-language = Langue
set-users-self-editable-last-name = Nom
set-users-self-editable-name = Nom affiché
set-users-self-editable-notifications = Notifications
set-users-self-editable-phones = Téléphones
set-users-self-editable-qualifications = Compétences et certificats
set-users-self-editable-timezone = Fuseau horaire
set-jobs-keep-days = Garder le résultat des tâches pendant
set-language = Langue
set-timezone = Fuseau horaire
set-contact-email = Adresse où écrire
set-contact-phone = Numéro à appeler
set-alerts-email = Adresse pour les alertes
set-alerts-email-about = Prévenue quand beaucoup de connexions échouent ; sinon, les administrateurs.
done-settings-saved = Enregistré. Cela vaut dès maintenant.
