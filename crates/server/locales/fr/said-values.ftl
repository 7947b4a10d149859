# What is wrong with a value, with a password or a second factor, and what the sign-in check says, as use cases say it.

# Keys: names and codes that everything is known by. The words for kinds are filled into the sentences, all of one gender.
said-values-key-empty-a = un { $said-kind } ne peut pas être vide
said-values-key-empty-an = un { $said-kind } ne peut pas être vide
said-values-key-long-a = un { $said-kind } peut avoir au plus { $most } octets, et celui-ci en a { $bytes }
said-values-key-long-an = un { $said-kind } peut avoir au plus { $most } octets, et celui-ci en a { $bytes }
said-values-key-character-a = « { $text } » n’est pas un { $said-kind } : « { $found } » n’est pas admis ici ; { $said-remedy }
said-values-key-character-an = « { $text } » n’est pas un { $said-kind } : « { $found } » n’est pas admis ici ; { $said-remedy }
said-values-remedy-identifier = utilisez des lettres, des chiffres et « _ »
said-values-remedy-start = commencez par une lettre ou « _ »
said-values-remedy-dotted = utilisez des lettres, des chiffres, « _ », « - » et « . »
said-values-remedy-dots = mettez un nom de chaque côté de chaque « . »
said-values-remedy-control = retirez les caractères de contrôle
said-values-remedy-leading = retirez l’espace au début
said-values-remedy-trailing = retirez l’espace à la fin
said-values-key-kind-model = nom de modèle
said-values-key-kind-field = nom de champ
said-values-key-kind-action = nom d’action
said-values-key-kind-group = identifiant de groupe
said-values-key-kind-privilege = identifiant de privilège
said-values-key-kind-category = identifiant de catégorie
said-values-key-kind-acl = identifiant de liste d’accès
said-values-key-kind-rule = identifiant de règle
said-values-key-kind-field-rule = identifiant de limite de champ
said-values-key-kind-role = identifiant de rôle
said-values-key-kind-company = code de société
said-values-key-kind-department = code de service
said-values-key-kind-area = code de zone
said-values-key-kind-notification = type de notification
said-values-key-kind-login = identifiant de connexion

# Texts
said-values-text-empty = ce texte est vide ; écrivez quelque chose ou omettez-le
said-values-text-long = ce texte peut avoir au plus { $most } caractères, et il en a { $characters }
said-values-line-character = « { $found } » ne peut pas figurer dans une ligne de texte ; retirez-le
said-values-text-character = « { $found } » ne peut pas figurer dans un texte ; retirez-le
said-values-character = « { $found } » n’est pas admis ici ; retirez-le
said-values-nul = « { $text } » dans la table { $table } : un texte ne peut pas contenir le caractère NUL ; retirez-le

# Email addresses
said-values-email = « { $text } » n’est pas une adresse e-mail : { $said-why }
said-values-email-at = écrivez NOM@DOMAINE, avec un seul « @ »
said-values-email-long = elle peut avoir au plus { $most } octets, dont { $before } avant le « @ »
said-values-email-dots = mettez quelque chose de chaque côté de chaque « . »
said-values-email-label = chaque partie du domaine a au plus { $most } octets et ne commence ni ne finit par « - » ; corrigez le domaine

# Telephones
said-values-phone-country = « { $text } » ne commence pas par « + » et l’indicatif du pays ; écrivez-le comme +63 2 8888 0000
said-values-phone-character = « { $text } » n’est pas un numéro de téléphone : « { $found } » n’est pas admis ici ; retirez-le
said-values-phone-digits = { $digits ->
    [one] « { $text } » a { $digits } chiffre ; un numéro de téléphone en a de { $least } à { $most }
   *[other] « { $text } » a { $digits } chiffres ; un numéro de téléphone en a de { $least } à { $most }
  }
said-values-phone-extension = « { $text } » n’est pas un numéro de poste ; écrivez de 1 à { $most } chiffres

# Languages, time zones, days, networks
said-values-language = « { $tag } » n’est pas un code de langue ; écrivez par exemple en, pt-BR ou zh-Hant
said-values-days-never = le premier jour ({ $from }) vient après le dernier ({ $to }) : cela ne compterait donc jamais ; échangez-les ou laissez-en un vide
said-values-day-early = { $day } est avant l’an 1 ; choisissez un jour des années 1 à 9999, ou laissez vide
said-values-qualification-days = les jours d’une compétence ou certification sont le premier et le dernier où elle est valable : { $said-why }
said-values-network-address = « { $text } » n’est pas un réseau ; écrivez une adresse comme 192.0.2.7, ou une plage comme 10.0.0.0/8 ou 2001:db8::/32
said-values-network-length = « { $text } » n’est pas un réseau : après la barre oblique vient un nombre de 0 à { $most }
said-values-network-host = « { $text } » est une adresse dans un réseau ; écrivez { $network } pour le réseau, ou { $address } pour l’adresse seule

# Role lines, overrides, operations and permissions
said-values-line-local = Les rôles locaux doivent avoir au moins une zone attribuée
said-values-line-global = Les rôles globaux ne peuvent pas avoir de zones attribuées
said-values-reason-nul = un motif ne peut pas contenir le caractère NUL ; retirez-le
said-values-override-reason = une exception demande un motif ; dites pourquoi elle est faite
said-values-override-target = une exception nomme soit un modèle avec ses opérations, soit une permission
said-values-operation = « { $word } » n’est pas une opération ; utilisez create, read, update ou delete (write et unlink d’Odoo sont acceptés)
said-values-permission = « { $text } » n’est pas une permission ; écrivez module:NAME, feature:NAME, action:MODEL.NAME, report:NAME:view ou report:NAME:generate
said-values-scope = « { $word } » n’est pas une portée ; utilisez decide, search, read ou admin

# Types of fields
said-values-field-type = « { $text } » n’est pas un type de champ : { $said-why }
said-values-field-type-quote = fermez le guillemet simple, et écrivez '' pour un guillemet simple à l’intérieur
said-values-field-type-one = nommez un modèle, comme dans « many2one res.partner »
said-values-field-type-many = nommez le modèle et son lien de retour, comme dans « one2many spp.member household_id »
said-values-field-type-word = utilisez char, text, html, selection, integer, float, monetary, boolean, date, datetime, many2one, one2many, many2many ou json

# Further details of accounts, and what they may hold
said-values-attribute-required = cet attribut est obligatoire ; donnez-lui une valeur
said-values-attribute-none = il n’y a pas d’attributs ici ; définissez-le d’abord
said-values-attribute-unknown = cet attribut n’existe pas ; utilisez l’un de ceux-ci : { $list }, ou définissez-le d’abord
said-values-attribute-null = null n’est pas une valeur ; omettez l’attribut
said-values-attribute-empty = ce texte est vide ; omettez l’attribut
said-values-attribute-long = { $most ->
    [one] ce texte peut avoir au plus { $most } caractère ; raccourcissez-le
   *[other] ce texte peut avoir au plus { $most } caractères ; raccourcissez-le
  }
said-values-write-number = écrivez un nombre
said-values-write-boolean = écrivez true ou false
said-values-write-day = écrivez un jour comme « 2026-11-30 »
said-values-write-choice = choisissez l’un de ceux-ci : { $list }
said-values-write-url = écrivez une adresse qui commence par https:// ou http://
said-values-write-text = écrivez un texte
said-values-attribute-choices = un attribut de type choice demande `choices`, avec chaque choix une seule fois
said-values-attribute-no-choice = seul un attribut de type choice a des `choices` ; retirez-les ou changez le type
said-values-attribute-length = `max_length` est pour le type text, et va de 1 à { $most }
said-values-attribute-unique = un attribut de type boolean ou choice ne peut pas être unique
said-values-picture = le fichier ne commence pas comme une image PNG, JPEG ou WebP

# States of accounts; what can follow is filled in as a whole
said-values-state-same = ce compte est déjà à l’état { $said-state } ; il peut passer à { $said-next }
said-values-state-not = ce compte est à l’état { $said-state } et ne peut pas passer à { $said-wanted } ; il peut passer à { $said-next }
said-values-state-unknown = « { $word } » n’est pas un état de compte ; écrivez invited, active, suspended, locked ou left
said-values-state-invited = « invité »
said-values-state-active = « actif »
said-values-state-suspended = « suspendu »
said-values-state-locked = « verrouillé »
said-values-state-left = « parti »
said-values-state-active-left = « actif » ou « parti »
said-values-state-suspended-locked-left = « suspendu », « verrouillé » ou « parti »
said-values-state-active-suspended-left = « actif », « suspendu » ou « parti »

# Settings
said-values-setting-unknown = il n’y a pas de réglage « { $name } » ; utilisez l’un de ceux-ci : { $list }
said-values-setting-place = « { $text } » ne peut pas avoir de réglages ; écrivez installation, company:CODE, department:CODE, area:CODE, role:ID ou user:LOGIN
said-values-setting-value = { $name } ne peut pas être { $value } : { $said-why }
said-values-setting-level-installation = { $name } ne se règle pas à ce niveau ({ $said-level }) ; réglez-le pour l’installation
said-values-setting-level-company = { $name } ne se règle pas à ce niveau ({ $said-level }) ; réglez-le pour l’installation ou une société
said-values-setting-level-department = { $name } ne se règle pas à ce niveau ({ $said-level }) ; réglez-le pour l’installation, une société ou un service
said-values-setting-level-area = { $name } ne se règle pas à ce niveau ({ $said-level }) ; réglez-le pour l’installation, une société, un service ou une zone
said-values-setting-level-user = { $name } ne se règle pas à ce niveau ({ $said-level }) ; réglez-le pour l’installation, une société, un service, un rôle ou un utilisateur
said-values-setting-locked = { $name } est verrouillé par { $by } : une valeur de { $scope } ne compterait donc pas ; adressez-vous là, ou retirez d’abord le verrou
said-values-write-whole = écrivez un nombre entier de { $least } à { $most }
said-values-write-some = indiquez-en certains parmi : { $list }
said-values-write-list = écrivez une liste de certains de ceux-ci : { $list }
said-values-write-one = écrivez l’un de ceux-ci : { $list }
said-values-write-networks = écrivez une liste de réseaux, comme ["10.0.0.0/8"]
said-values-networks-none = nommez-en au moins un ; s’il n’y en a aucun à nommer, retirez le réglage
said-values-networks-many = nommez-en au plus { $most } ; une plage, comme 10.0.0.0/8, en vaut beaucoup
said-values-networks-text = écrivez chaque réseau comme un texte
said-values-write-no-text = n’écrivez pas de texte

# Passwords that another system keeps
said-values-kept-unknown = le mot de passe est conservé sous une forme inconnue ; formes admises : argon2 ($argon2id$ …), bcrypt ($2b$ …), PBKDF2 ($pbkdf2-sha512$ …), LDAP ({"{"}SSHA{"}"} …) ou un « credential » de Keycloak ; sinon, omettez-le et laissez la personne en choisir un nouveau
said-values-kept-unreadable = mot de passe repris, { $said-what } : lecture impossible ; reprenez-le tel quel, comme l’autre système le conserve
said-values-kept-beyond = mot de passe repris, { $said-what } : { $value } n’est pas admis, il faut de { $least } à { $most } ; omettez-le et laissez la personne en choisir un nouveau
said-values-kept-long = le mot de passe repris a plus de { $most } octets ; reprenez celui d’une seule personne
said-values-kept-what-lanes = nombre de voies
said-values-kept-what-memory = mémoire (Kio)
said-values-kept-what-passes = nombre de passes
said-values-kept-what-work = mémoire multipliée par les passes (Kio)
said-values-kept-what-cost = coût
said-values-kept-what-rounds = nombre d’itérations
said-values-kept-what-salt = sel
said-values-kept-what-hash = empreinte
said-values-kept-what-hash-length = longueur de l’empreinte
said-values-kept-what-version = version
said-values-kept-what-argon2-type = type d’argon2
said-values-kept-what-argon2-text = texte argon2
said-values-kept-what-pbkdf2-text = texte PBKDF2
said-values-kept-what-keycloak = « credential » de Keycloak
said-values-kept-what-type = type
said-values-kept-what-algorithm = algorithme
said-values-kept-what-credential-data = credentialData
said-values-kept-what-secret-data = secretData
said-values-kept-there = ce compte a déjà un mot de passe ici, qui reste ; laissez la cellule vide

# New passwords
said-values-password-empty = le mot de passe est vide ; saisissez-en un
said-values-password-long = le mot de passe a plus de { $most } caractères ; raccourcissez-le
said-values-password-control = le mot de passe contient un caractère qui n’est pas du texte, comme une tabulation ou une fin de ligne ; retirez-le
said-values-password-short = le mot de passe est trop court ; prenez au moins { $least } caractères, par exemple quatre ou cinq mots
said-values-password-lower-one = { $least ->
    [one] le mot de passe demande au moins { $least } minuscule ; ajoutez ce qui manque
   *[other] le mot de passe demande au moins { $least } minuscules ; ajoutez ce qui manque
  }
said-values-password-lower = { $least ->
    [one] le mot de passe demande au moins { $least } minuscule ; ajoutez ce qui manque
   *[other] le mot de passe demande au moins { $least } minuscules ; ajoutez ce qui manque
  }
said-values-password-upper-one = { $least ->
    [one] le mot de passe demande au moins { $least } majuscule ; ajoutez ce qui manque
   *[other] le mot de passe demande au moins { $least } majuscules ; ajoutez ce qui manque
  }
said-values-password-upper = { $least ->
    [one] le mot de passe demande au moins { $least } majuscule ; ajoutez ce qui manque
   *[other] le mot de passe demande au moins { $least } majuscules ; ajoutez ce qui manque
  }
said-values-password-digit-one = { $least ->
    [one] le mot de passe demande au moins { $least } chiffre ; ajoutez ce qui manque
   *[other] le mot de passe demande au moins { $least } chiffres ; ajoutez ce qui manque
  }
said-values-password-digit = { $least ->
    [one] le mot de passe demande au moins { $least } chiffre ; ajoutez ce qui manque
   *[other] le mot de passe demande au moins { $least } chiffres ; ajoutez ce qui manque
  }
said-values-password-symbol-one = { $least ->
    [one] le mot de passe demande au moins { $least } caractère qui n’est ni lettre ni chiffre ; ajoutez ce qui manque
   *[other] le mot de passe demande au moins { $least } caractères qui ne sont ni lettres ni chiffres ; ajoutez ce qui manque
  }
said-values-password-symbol = { $least ->
    [one] le mot de passe demande au moins { $least } caractère qui n’est ni lettre ni chiffre ; ajoutez ce qui manque
   *[other] le mot de passe demande au moins { $least } caractères qui ne sont ni lettres ni chiffres ; ajoutez ce qui manque
  }
said-values-password-common = ce mot de passe est l’un des plus courants, qu’on essaie en premier ; prenez-en un autre
said-values-password-breached = ce mot de passe a été divulgué lors d’une fuite d’un autre service ; prenez-en un qui ne sert nulle part ailleurs
said-values-password-context = le mot de passe contient « { $word } », que d’autres savent de vous ; retirez-le
said-values-password-weak = le mot de passe est facile à deviner ; ajoutez un ou deux mots que personne n’attend là
said-values-password-last = c’est le mot de passe utilisé en dernier ; prenez-en un autre
said-values-password-before = c’est l’un des { $remembered } derniers mots de passe ; prenez-en un qui n’a pas encore servi
said-values-password-busy = trop de mots de passe sont en cours de vérification ; réessayez dans { $seconds } s

# Passkeys
said-values-passkey-malformed = ce n’est pas ce qu’un navigateur envoie pour une clé d’accès ; envoyez toute la réponse en JSON
said-values-passkey-state = ce qui était conservé de cette clé d’accès ou de cette tentative est illisible ; recommencez
said-values-passkey-other-site = cette clé d’accès a été utilisée à une autre adresse que la nôtre ; ouvrez la bonne et réessayez
said-values-passkey-other-challenge = ceci répond à autre chose que ce qui était demandé ; recommencez
said-values-passkey-unknown = cette clé d’accès n’est pas connue ici ; utilisez-en une autre ou enregistrez-la
said-values-passkey-not-verified = l’appareil n’a demandé ni code PIN, ni doigt, ni visage ; configurez-en un ou utilisez un autre appareil
said-values-passkey-copied = cette clé d’accès a peut-être été copiée ; supprimez-la et enregistrez-en une autre
said-values-passkey-not-allowed = ce type d’appareil n’est pas parmi ceux qui sont admis ici ; utilisez-en un qui l’est
said-values-passkey-refused = cette clé d’accès n’a pas été acceptée ; réessayez ou utilisez-en une autre
said-values-passkey-makers = les clés d’accès doivent montrer ici de quelle marque elles sont, et aucun fabricant n’est encore reconnu ; adressez-vous à la personne qui gère le serveur
said-values-passkey-no-site = l’adresse de ce serveur ne peut pas avoir de clés d’accès ; il leur faut un nom, et https sauf pour localhost

# Signing in: why somebody is not let in
said-values-in-wrong = le nom ou le mot de passe est incorrect
said-values-in-wrong-factor = c’est faux, ou cela a déjà servi ; attendez le code suivant et réessayez
said-values-in-stopped = trop de tentatives ont échoué ; réessayez plus tard
said-values-in-dead-link = ce lien a servi, est trop ancien, ou un plus récent a été envoyé ; demandez-en un autre
said-values-in-left-to-others = cet appareil est déconnecté ; pour un nouveau mot de passe, adressez-vous à la personne qui gère votre compte
said-values-in-over = cela a pris trop de temps ou a été terminé ailleurs ; recommencez
said-values-in-account = ce compte ne peut pas être utilisé actuellement ; adressez-vous à la personne qui gère les utilisateurs
said-values-in-place = personne de votre organisation ne peut se connecter pour le moment ; adressez-vous à ses responsables
said-values-in-network = ce compte ne peut pas être utilisé depuis votre adresse réseau ; adressez-vous à la personne qui gère les utilisateurs
said-values-in-second-factor = un second facteur est exigé et aucun ne peut être ajouté ; adressez-vous à la personne qui gère les utilisateurs
said-values-in-password = le mot de passe temporaire a expiré ; demandez-en un autre
said-values-in-sessions = ce compte a autant de sessions que permis ; déconnectez-vous d’abord quelque part
said-values-in-not = vous n’êtes pas connecté, ou votre session est terminée ; reconnectez-vous
said-values-in-yours = votre compte ne peut pas être utilisé actuellement ; adressez-vous à la personne qui gère les utilisateurs

# The sign-in check: what each gate says
said-values-gate-failed = { $count ->
    [one] { $count } tentative a échoué
   *[other] { $count } tentatives d’affilée ont échoué
  }
said-values-gate-failed-unlock = { $count ->
    [one] { $count } tentative a échoué ; quelqu’un doit débloquer le compte
   *[other] { $count } tentatives d’affilée ont échoué ; quelqu’un doit débloquer le compte
  }
said-values-gate-failed-until = { $count ->
    [one] { $count } tentative a échoué ; la prochaine sera examinée le { $at }
   *[other] { $count } tentatives d’affilée ont échoué ; la prochaine sera examinée le { $at }
  }
said-values-gate-account = le compte n’est pas actif, ou n’est pas valable aujourd’hui
said-values-gate-place = sign_in.open vaut false pour { $places }
said-values-gate-no-address = l’adresse n’est pas connue, et il y a des listes de réseaux
said-values-gate-networks = les réseaux fixés pour { $scope } n’admettent pas { $address }
said-values-gate-factor-none = aucun n’est exigé et aucun n’a été ajouté
said-values-gate-factor-add = un second facteur est exigé et aucun n’a été ajouté
said-values-gate-factor-show = un second facteur doit être montré
said-values-gate-factor-impossible = un second facteur est exigé et aucun ne peut être montré ni ajouté
said-values-gate-factor-methods-two = factor.methods de { $first } et { $second } n’ont rien en commun : rien ne peut donc être montré en plus du mot de passe ; autorisez un même moyen dans tous
said-values-gate-factor-methods = factor.methods de { $places } n’ont rien en commun : rien ne peut donc être montré en plus du mot de passe ; autorisez un même moyen dans tous
said-values-gate-password-none = il n’y a pas encore de mot de passe
said-values-gate-password-letter = un message permet de choisir un mot de passe
said-values-gate-password-ended = le mot de passe temporaire a expiré
said-values-gate-password-change = un autre mot de passe doit être choisi
said-values-gate-password-old = le mot de passe est plus ancien que password.expiry_days
said-values-gate-sessions-among = c’est la session { $count } sur { $limit }
said-values-gate-session-there = la session existe déjà
said-values-gate-sessions = { $open ->
    [one] il y a { $open } session, et le maximum est de { $limit }
   *[other] il y a { $open } sessions, et le maximum est de { $limit }
  }
said-values-gate-sessions-oldest = { $open ->
    [one] il y a { $open } session, et le maximum est de { $limit } ; la plus ancienne a pris fin
   *[other] il y a { $open } sessions, et le maximum est de { $limit } ; la plus ancienne a pris fin
  }
said-values-gate-shown-wrong = ce qui a été montré est faux
said-values-gate-shown-again-wrong = ce qui a été montré à nouveau est faux
said-values-gate-authenticator-wrong = ce n’était pas le code de la nouvelle application d’authentification
said-values-gate-phone-wrong = ce n’était pas le code pour le téléphone

# One’s own account, and those of others
said-values-own-sign-in = ceci concerne le compte de la personne qui demande ; connectez-vous d’abord
said-values-own-person = ceci demande une personne connectée ; une clé ne suffit pas
said-values-own-factor-kind = les seconds facteurs de ce type ne sont pas admis pour votre compte (factor.methods) ; ajoutez-en un d’un autre type
said-values-own-factor-many = il y en a déjà { $most } ; supprimez d’abord l’un de ces facteurs
said-values-own-phone-none = ce n’est pas un téléphone mobile de votre compte ; ajoutez-le d’abord au compte
said-values-own-phone-no-way = aucun SMS n’est envoyé d’ici ; réglez d’abord sms.carrier dans la configuration du serveur
said-values-own-phone-many = trop de messages ont été envoyés à ce téléphone ; réessayez dans une heure
said-values-temporary-state = le compte { $login } est à l’état { $said-state } et ne peut pas se connecter ; activez-le d’abord
said-values-temporary-service = un compte de service n’a pas de mot de passe ; créez-lui une clé d’API
said-values-temporary-days = le compte n’est valable aucun des jours où un mot de passe temporaire fonctionne ; changez ses jours, ou donnez le mot de passe plus tard
said-values-temporary-own = changez votre propre mot de passe en montrant l’actuel ; quelqu’un d’autre peut vous en donner un nouveau

# API keys
said-values-key-of-person = { $login } est une personne, qui crée ses propres clés ; pour un programme, créez un compte de service
said-values-key-many = { $login } a déjà { $most } clés ; supprimez celles qui ne servent plus
said-values-key-no-scope = une clé demande au moins une portée ; donnez decide, search, read ou admin
said-values-key-no-name = une clé demande un nom d’au plus 200 caractères ; dites à quel programme elle sert
said-values-key-expired = la clé aurait déjà expiré ; choisissez un moment plus tardif

# What is there already, as the store says it
said-values-there-passkey = la clé d’accès { $id } existe déjà ; choisissez-en une autre
said-values-there-row = cela existe déjà (table { $table }) ; choisissez autre chose

# Why sessions ended and why no letter was sent, as the audit log tells
said-values-ended-somebody = quelqu’un y a mis fin
said-values-ended-signed-out = la personne s’est déconnectée
said-values-ended-elsewhere = la personne s’est connectée ailleurs à la place
said-values-ended-not-me = la personne dit que ce n’était pas elle
said-values-ended-too-many = il y en avait trop
said-values-ended-role = un rôle a été perdu
said-values-ended-account = le compte ne peut plus être utilisé
said-values-ended-password = le mot de passe a été changé
said-values-ended-temporary = un mot de passe temporaire a été défini
said-values-ended-password-gone = le mot de passe a été retiré
said-values-ended-factor = un second facteur a été retiré
said-values-letter-many = trop de messages
said-values-letter-no-mail = aucun e-mail n’est envoyé d’ici
said-values-letter-no-account = ce compte n’existe pas
said-values-letter-program = un programme n’a pas de mot de passe
said-values-letter-administrator = password.reset le laisse à la personne qui gère le compte
said-values-letter-no-invitation = il n’y a pas d’invitation qui puisse encore être acceptée
said-values-letter-no-address = le compte n’a pas d’adresse
said-values-letter-not-active = le compte n’est pas actif
