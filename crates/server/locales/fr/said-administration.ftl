# What the administration of people, places and policy says when it refuses something, and the words for kinds of objects.

# A fault with the place it is at.
said-administration-place = { $word-place } : { $said-why }

# Refusals that every use case shares.
said-administration-missing = introuvable parmi ce que vous pouvez voir : { $said-kind } « { $id } »
said-administration-missing-override = { $login } n’a pas d’exception n° { $id } que vous puissiez voir
said-administration-changed = ceci a changé depuis que vous l’avez regardé ({ $said-kind }) ; regardez à nouveau et refaites ce que vous voulez toujours changer
said-administration-key-reused = cette Idempotency-Key a servi à une autre requête ; prenez-en une nouvelle pour chaque requête
said-administration-managed-by-roles = Les droits d’accès sont gérés par les rôles : { $login } a des lignes de rôle, donc des groupes donnés directement ne compteraient pas ; attribuez ou terminez plutôt une ligne de rôle
said-administration-last-administrator = { $login } est le dernier administrateur ; nommez-en d’abord un autre, sinon personne ne pourrait administrer cette installation
said-administration-last-administrator-this = il n’y aurait plus d’administrateur ; nommez-en d’abord un autre, sinon personne ne pourrait administrer cette installation
said-administration-step-up = il faut montrer à nouveau que c’est bien vous ; faites-le, puis renvoyez
said-administration-not-in-force = ceci ne peut pas être mis en vigueur, et rien n’a été modifié :
said-administration-not-ready = aucune politique n’est encore chargée ; réessayez dans un instant
said-administration-busy = trop de choses sont modifiées en même temps ; réessayez dans un instant
said-administration-untold-full = ceci doit être noté dans le journal d’audit et ne peut pas l’être maintenant (trop d’entrées attendent la base de données) ; réessayez dans un instant
said-administration-untold-unwritten = ceci doit être noté dans le journal d’audit et ne peut pas l’être maintenant (la base de données n’a pas pris l’entrée à temps) ; réessayez dans un instant

# What is there already.
said-administration-taken-user = l’utilisateur { $login } existe déjà ; choisissez un autre identifiant
said-administration-taken-address = un compte a déjà l’adresse { $email } ; choisissez-en une autre
said-administration-taken-company = la société { $code } existe déjà ; choisissez un autre code
said-administration-taken-department = le service { $code } existe déjà ; choisissez un autre code
said-administration-taken-area = la zone { $code } existe déjà ; choisissez un autre code

# Words for kinds of objects.
said-administration-kind-user = utilisateur
said-administration-kind-company = société
said-administration-kind-department = service
said-administration-kind-area = zone
said-administration-kind-qualification = compétence ou certification
said-administration-kind-role-line = ligne de rôle
said-administration-kind-override = exception
said-administration-kind-attribute = attribut
said-administration-kind-picture = photo
said-administration-kind-picture-of = photo de
said-administration-kind-key = clé d’API
said-administration-kind-job = tâche
said-administration-kind-import-template = modèle d’import
said-administration-kind-session = session
said-administration-kind-device = appareil
said-administration-kind-second-factor = second facteur
said-administration-kind-audit-entry = entrée du journal d’audit
said-administration-kind-setting = réglage
said-administration-kind-policy-setting = réglage de la politique
said-administration-kind-model = modèle
said-administration-kind-category = catégorie
said-administration-kind-privilege = privilège
said-administration-kind-group = groupe
said-administration-kind-acl = liste d’accès
said-administration-kind-acl-word = liste d’accès
said-administration-kind-acl-of-model = liste d’accès de ce modèle
said-administration-kind-access-list = liste d’accès
said-administration-kind-rule = règle
said-administration-kind-field-rule = limite de champ
said-administration-kind-field-rule-word = limite de champ
said-administration-kind-permission = permission
said-administration-kind-role = rôle

# Whoever may not do it.
said-administration-account-now = votre compte ne peut pas être utilisé maintenant
said-administration-account-today = votre compte n’est pas valable aujourd’hui ; adressez-vous à la personne qui gère les utilisateurs
said-administration-token-nobody = cette clé n’agit pour personne et ne peut donc rien faire ici ; créez-en une pour un utilisateur
said-administration-nobody-known = personne n’est connu sous ce nom ; il n’y a donc rien à donner
said-administration-one-company = société { $code } : { $said-why }
said-administration-one-department = service { $code } : { $said-why }
said-administration-one-area = zone { $code } : { $said-why }
said-administration-some-create = vous pouvez créer certaines fiches de { $model }, mais pas celle-ci telle qu’elle est ou serait : elle est hors de portée de vos lignes de rôle, ou une règle s’y oppose
said-administration-some-read = vous pouvez lire certaines fiches de { $model }, mais pas celle-ci telle qu’elle est ou serait : elle est hors de portée de vos lignes de rôle, ou une règle s’y oppose
said-administration-some-update = vous pouvez modifier certaines fiches de { $model }, mais pas celle-ci telle qu’elle est ou serait : elle est hors de portée de vos lignes de rôle, ou une règle s’y oppose
said-administration-some-delete = vous pouvez supprimer certaines fiches de { $model }, mais pas celle-ci telle qu’elle est ou serait : elle est hors de portée de vos lignes de rôle, ou une règle s’y oppose
said-administration-field-of-user = vous ne pouvez pas modifier le champ { $field } de cet utilisateur ; il faut un rôle qui permet de gérer les utilisateurs là où il se trouve
said-administration-field-of-company = vous ne pouvez pas modifier le champ { $field } de cette société ; il faut répondre à ce que demande une règle sur ce champ
said-administration-field-of-department = vous ne pouvez pas modifier le champ { $field } de ce service ; il faut répondre à ce que demande une règle sur ce champ
said-administration-field-of-area = vous ne pouvez pas modifier le champ { $field } de cette zone ; il faut répondre à ce que demande une règle sur ce champ
said-administration-unseen-of-user = vous ne pouvez pas modifier le champ { $field } de cet utilisateur, car vous ne pouvez pas en voir la valeur ; laissez-le à quelqu’un qui le peut
said-administration-unseen-of-company = vous ne pouvez pas modifier le champ { $field } de cette société, car vous ne pouvez pas en voir la valeur ; laissez-le à quelqu’un qui le peut
said-administration-unseen-of-department = vous ne pouvez pas modifier le champ { $field } de ce service, car vous ne pouvez pas en voir la valeur ; laissez-le à quelqu’un qui le peut
said-administration-unseen-of-area = vous ne pouvez pas modifier le champ { $field } de cette zone, car vous ne pouvez pas en voir la valeur ; laissez-le à quelqu’un qui le peut
said-administration-unseen-state = vous ne pouvez pas modifier l’état de cet utilisateur, car vous ne pouvez pas le voir ; laissez-le à quelqu’un qui le peut
said-administration-holdings = ce que quelqu’un peut faire n’est montré qu’à ceux qui peuvent lire ses lignes de rôle
said-administration-fields-judged = les champs de { $model } ne peuvent pas être évalués : { $said-why }

# What nobody gives who does not hold it.
said-administration-line-managing = pour une ligne de rôle, il faut gérer les utilisateurs aux lieux et aux jours où elle s’applique : { $said-why }
said-administration-oneself = personne ne décide pour soi-même qui il est, de quoi il fait partie ni pour combien de temps ({ $fields }) ; laissez-le à quelqu’un d’autre qui gère les utilisateurs à cet endroit
said-administration-administrator = ceci concerne tout le monde : il faut un administrateur interne dont le rôle vaut partout (groupe { $group })
said-administration-everywhere = il faut un rôle interne qui vaut partout (groupe { $group })
said-administration-name-companies = vous agissez dans vos propres sociétés : indiquez celles où cela doit compter
said-administration-not-yours-give = la société { $company } n’est pas l’une des vôtres ; vous ne pouvez donc rien y attribuer
said-administration-not-yours-bring = la société { $company } n’est pas l’une des vôtres ; vous ne pouvez donc y faire entrer personne
said-administration-inherits-company = toutes les personnes de la société { $company } ont un rôle que vous ne pouvez pas attribuer : { $said-why }
said-administration-inherits-department = toutes les personnes du service { $department } ont un rôle que vous ne pouvez pas attribuer : { $said-why }
said-administration-unmanaged-user = sans cette ligne, des groupes donnés directement à { $login } compteraient à nouveau : { $said-why }
said-administration-unmanaged-company = sans cette ligne, des groupes donnés directement dans la société { $company } compteraient à nouveau : { $said-why }
said-administration-unmanaged-department = sans cette ligne, des groupes donnés directement dans le service { $department } compteraient à nouveau : { $said-why }
said-administration-default-role = les nouveaux comptes y reçoivent le rôle { $role } ({ $setting }), que vous ne pouvez pas attribuer : { $said-why } ; indiquez vous-même des lignes de rôle
said-administration-denied-oneself = personne ne lève soi-même une exception qui lui refuse quelque chose
said-administration-own-access = ceci mettrait fin à vos propres accès ; laissez-le à quelqu’un d’autre qui gère les utilisateurs
said-administration-record-changed = un identifiant utilisé par des fiches serait modifié ou retiré, et ce que les applications permettent à quelqu’un sur ses propres fiches en dépend ; laissez external_id à un administrateur dont le rôle vaut partout
said-administration-record-anothers = l’identifiant { $id } est ou était celui d’un autre compte, et ce que les applications permettent à quelqu’un sur ses propres fiches en dépend ; laissez external_id à un administrateur dont le rôle vaut partout
said-administration-record-taken = l’utilisateur { $login } a l’identifiant { $id } ; retirez-le-lui d’abord

# What is named and is not there.
said-administration-no-company = la société « { $code } » n’existe pas
said-administration-no-department = le service « { $code } » n’existe pas
said-administration-no-area = la zone « { $code } » n’existe pas
said-administration-no-role = le rôle « { $role } » n’existe pas
said-administration-no-group = le groupe « { $group } » n’existe pas
said-administration-no-model = le modèle { $model } n’existe pas
said-administration-no-permission = la permission { $permission } n’existe pas
said-administration-role-labels = plusieurs rôles portent le nom « { $label } » ; indiquez celui que vous voulez par son identifiant

# Companies, departments and areas.
said-administration-circle-one = l’élément { $code } se trouverait en dessous de lui-même : { $start } dans { $end } ; choisissez un autre emplacement
said-administration-circle-two = l’élément { $code } se trouverait en dessous de lui-même : { $start } dans { $above } dans { $end } ; choisissez un autre emplacement
said-administration-circle-three = l’élément { $code } se trouverait en dessous de lui-même : { $start } dans { $above } dans { $higher } dans { $end } ; choisissez un autre emplacement
said-administration-circle-more = l’élément { $code } se trouverait en dessous de lui-même : { $start } dans { $above } dans { $higher } dans { $rest } dans { $end } ; choisissez un autre emplacement
said-administration-below-client = { $parent } est une société cliente, et l’une de nos sociétés ne peut pas se trouver en dessous ; faites de { $code } une société cliente, ou choisissez un autre emplacement
said-administration-above-provider = { $below } est l’une de nos sociétés et se trouve sous { $code }, qui ne peut donc pas être une société cliente ; déplacez d’abord { $below }
said-administration-no-zone = « { $zone } » n’est pas un fuseau horaire ; utilisez un nom IANA comme Asia/Manila
said-administration-department-not-empty = le service { $code } ne peut pas passer à la société { $company } tant qu’il n’est pas vide : utilisateurs qui en font partie : { $people }, services en dessous : { $below } ; déplacez-les d’abord
said-administration-department-elsewhere = { $parent } est un service de la société { $other }, et celui-ci de la société { $company } ; choisissez un service de la même société
said-administration-delete-one = suppression impossible tant que quelque chose s’y réfère ({ $said-kind } { $code }) : { $said-one } ; déplacez ou retirez d’abord ces éléments, car rien n’est supprimé en même temps
said-administration-delete-two = suppression impossible tant que quelque chose s’y réfère ({ $said-kind } { $code }) : { $said-one }, { $said-two } ; déplacez ou retirez d’abord ces éléments, car rien n’est supprimé en même temps
said-administration-delete-three = suppression impossible tant que quelque chose s’y réfère ({ $said-kind } { $code }) : { $said-one }, { $said-two }, { $said-three } ; déplacez ou retirez d’abord ces éléments, car rien n’est supprimé en même temps
said-administration-delete-four = suppression impossible tant que quelque chose s’y réfère ({ $said-kind } { $code }) : { $said-one }, { $said-two }, { $said-three }, { $said-four } ; déplacez ou retirez d’abord ces éléments, car rien n’est supprimé en même temps
said-administration-delete-five = suppression impossible tant que quelque chose s’y réfère ({ $said-kind } { $code }) : { $said-one }, { $said-two }, { $said-three }, { $said-four }, { $said-five } ; déplacez ou retirez d’abord ces éléments, car rien n’est supprimé en même temps
said-administration-delete-six = suppression impossible tant que quelque chose s’y réfère ({ $said-kind } { $code }) : { $said-one }, { $said-two }, { $said-three }, { $said-four }, { $said-five }, { $said-six } ; déplacez ou retirez d’abord ces éléments, car rien n’est supprimé en même temps
said-administration-delete-seven = suppression impossible tant que quelque chose s’y réfère ({ $said-kind } { $code }) : { $said-one }, { $said-two }, { $said-three }, { $said-four }, { $said-five }, { $said-six }, { $said-seven } ; déplacez ou retirez d’abord ces éléments, car rien n’est supprimé en même temps
said-administration-delete-eight = suppression impossible tant que quelque chose s’y réfère ({ $said-kind } { $code }) : { $said-one }, { $said-two }, { $said-three }, { $said-four }, { $said-five }, { $said-six }, { $said-seven }, { $said-eight } ; déplacez ou retirez d’abord ces éléments, car rien n’est supprimé en même temps
said-administration-ref-companies = sociétés en dessous : { $count }
said-administration-ref-departments-below = services en dessous : { $count }
said-administration-ref-areas = zones dedans : { $count }
said-administration-ref-departments = ses services : { $count }
said-administration-ref-home = utilisateurs qui y sont rattachés : { $count }
said-administration-ref-members = utilisateurs qui en font partie : { $count }
said-administration-ref-workers = utilisateurs qui y travaillent : { $count }
said-administration-ref-acting = utilisateurs qui peuvent agir pour elle : { $count }
said-administration-ref-reach = lignes de rôle qui s’y appliquent : { $count }
said-administration-ref-lines = lignes de rôle données à ses membres : { $count }
said-administration-ref-overrides = exceptions à son sujet : { $count }
said-administration-ref-settings = réglages fixés là : { $count }
said-administration-area-columns = vous ne pouvez pas lire et modifier { $field } de toutes les zones, donc votre liste ne peut pas avoir cette colonne ; retirez-la
said-administration-area-other = il y a déjà une zone avec ce code, et c’en est une autre ; retirez la ligne, ou permettez à la liste de modifier des zones

# Seats.
said-administration-seats-full-contact = la société { $company } est complète (places prises : { $used } sur { $seats } ; { $setting } fixé pour { $from }) ; mettez fin aux comptes inutiles, ou demandez plus de places à { $contact }
said-administration-seats-full-above = la société { $company } est complète (places prises : { $used } sur { $seats } ; { $setting } fixé pour { $from }) ; mettez fin aux comptes inutiles, ou demandez plus de places à la personne qui gère les sociétés au-dessus
said-administration-seats-full-administrator = la société { $company } est complète (places prises : { $used } sur { $seats } ; { $setting } fixé pour { $from }) ; mettez fin aux comptes inutiles, ou demandez plus de places à un administrateur de cette installation
said-administration-seats-room-contact = la société { $company } n’a pas de place pour { $people } personnes de plus (places prises : { $used } sur { $seats } ; { $setting } fixé pour { $from }) ; mettez fin aux comptes inutiles, ou demandez plus de places à { $contact }
said-administration-seats-room-above = la société { $company } n’a pas de place pour { $people } personnes de plus (places prises : { $used } sur { $seats } ; { $setting } fixé pour { $from }) ; mettez fin aux comptes inutiles, ou demandez plus de places à la personne qui gère les sociétés au-dessus
said-administration-seats-room-administrator = la société { $company } n’a pas de place pour { $people } personnes de plus (places prises : { $used } sur { $seats } ; { $setting } fixé pour { $from }) ; mettez fin aux comptes inutiles, ou demandez plus de places à un administrateur de cette installation

# People: where they belong, and what they sign in by.
said-administration-login-or-address = indiquez un identifiant, ou une adresse qui puisse servir d’identifiant
said-administration-department-of-other = le service « { $department } » est de la société « { $company } », qui n’est pas la société principale de l’utilisateur
said-administration-client-home = les utilisateurs d’un client doivent avoir une société principale
said-administration-login-hidden = « { $sign } » ne se voit pas dans un identifiant ; retirez-le
said-administration-login-sign = « { $sign } » a un sens dans les adresses ; retirez-le
said-administration-login-small = un autre compte l’a en minuscules ; choisissez un autre identifiant
said-administration-login-part = « { $login } » fait partie d’une adresse de ce site ; choisissez un autre identifiant
said-administration-login-same = en tant qu’adresse, c’est la même que « { $address } » ; écrivez-la ainsi
said-administration-login-address = c’est l’adresse d’un autre compte ; choisissez un autre identifiant
said-administration-address-login = cette adresse est l’identifiant d’un autre compte ; indiquez-en une autre
said-administration-mixed-scripts = « { $word } » mêle des lettres de plusieurs écritures, que l’on peut prendre pour d’autres qui leur ressemblent ; écrivez chaque mot dans une seule
said-administration-look-for = vous ne pouvez pas lire { $field } de tous les utilisateurs, donc on ne peut pas les chercher par ce champ ; prenez une autre clé, comme login
said-administration-left-long-ago =
    { $days ->
        [one] { $login } est parti il y a plus d’un jour et ne peut pas être rétabli ; créez un nouveau compte
       *[other] { $login } est parti il y a plus de { $days } jours et ne peut pas être rétabli ; créez un nouveau compte
    }

# Invitations and other letters.
said-administration-invite-active = le compte { $login } est actif ; seul un compte invité dont la personne n’est pas encore venue peut recevoir une invitation
said-administration-invite-suspended = le compte { $login } est suspendu ; seul un compte invité dont la personne n’est pas encore venue peut recevoir une invitation
said-administration-invite-locked = le compte { $login } est verrouillé ; seul un compte invité dont la personne n’est pas encore venue peut recevoir une invitation
said-administration-invite-left = { $login } est parti ; seul un compte invité dont la personne n’est pas encore venue peut recevoir une invitation
said-administration-invite-address = il n’y a pas d’adresse où envoyer l’invitation ; indiquez-en d’abord une
said-administration-no-mail = aucun e-mail n’est envoyé d’ici ; définissez d’abord mail.carrier dans la configuration du serveur
said-administration-no-letter = aucun message ne peut être envoyé à ce compte
said-administration-too-many-letters = trop de messages ont été envoyés à cette adresse ; le prochain peut partir le { $at }
said-administration-no-administrator-role = aucun rôle ne donne bailiwick.administrator ; appliquez une politique qui en contient un

# What people have besides, and what is theirs to change.
said-administration-attribute-held-more =
    { $more ->
        [one] l’attribut { $attribute } n’est pas vide : il est rempli chez { $who } et une autre personne ; videz-le d’abord
       *[other] l’attribut { $attribute } n’est pas vide : il est rempli chez { $who } et { $more } autres ; videz-le d’abord
    }
said-administration-attribute-held = l’attribut { $attribute } n’est pas vide : il est rempli chez { $who } ; videz-le d’abord
said-administration-attribute-unfit-more =
    { $more ->
        [one] des valeurs présentes ne conviendraient pas : celles de { $who } et d’une autre personne ; modifiez-les d’abord
       *[other] des valeurs présentes ne conviendraient pas : celles de { $who } et de { $more } autres ; modifiez-les d’abord
    }
said-administration-attribute-unfit = des valeurs présentes ne conviendraient pas : celles de { $who } ; modifiez-les d’abord
said-administration-attribute-shared-more =
    { $more ->
        [one] des valeurs sont communes à plusieurs personnes, donc l’attribut ne peut pas être unique : celles de { $who } et d’une autre personne ; modifiez-les d’abord
       *[other] des valeurs sont communes à plusieurs personnes, donc l’attribut ne peut pas être unique : celles de { $who } et de { $more } autres ; modifiez-les d’abord
    }
said-administration-attribute-shared = des valeurs sont communes à plusieurs personnes, donc l’attribut ne peut pas être unique : celles de { $who } ; modifiez-les d’abord
said-administration-attribute-taken = un autre compte a déjà la même valeur ; chacun doit avoir la sienne
said-administration-own-attribute = vous ne pouvez pas modifier attributes.{ $name } de votre propre compte ; adressez-vous à la personne qui gère les utilisateurs
said-administration-own-address = vous ne pouvez pas modifier l’adresse de votre propre compte (users.self_editable) ; adressez-vous à la personne qui gère les utilisateurs
said-administration-own-field = vous ne pouvez pas modifier le champ { $field } de votre propre compte ; adressez-vous à la personne qui gère les utilisateurs. Ce que vous pouvez modifier : { $fields }
said-administration-own-field-none = vous ne pouvez pas modifier le champ { $field } de votre propre compte ; adressez-vous à la personne qui gère les utilisateurs. Vous ne pouvez rien y modifier

# The audit log.
said-administration-trail-everywhere = le journal d’audit porte sur tout : il faut un rôle interne qui vaut partout (groupe { $group })
said-administration-trail-missing = l’entrée { $number } manque
