# What the engine says: what is not one's own to give, what no access list allows, and what cannot be in force.

# What is not one's own to give.
said-policy-nothing-held = votre compte ne vous donne rien aujourd’hui, vous ne pouvez donc rien donner ; la page « Expliquer un accès » dit pourquoi
said-policy-no-group-declared = il n’y a pas de groupe « { $group } » ; choisissez-en un qui existe
said-policy-no-area-declared = il n’y a pas de zone « { $area } » ; choisissez-en une qui existe
said-policy-no-company-declared = il n’y a pas de société « { $company } » ; choisissez-en une qui existe
said-policy-no-role-declared = il n’y a pas de rôle « { $role } » ; choisissez-en un parmi les rôles
said-policy-denied = le groupe { $group } permet ce qu’une exception vous refuse ; laissez cela à quelqu’un qui en a le droit
said-policy-not-held = vous ne détenez pas le groupe { $group } ; laissez cela à quelqu’un qui le détient
said-policy-not-held-area = vous ne détenez pas le groupe { $group } dans la zone { $area } ; choisissez un lieu où vous le détenez
said-policy-not-held-every-area = vous ne détenez pas le groupe { $group } dans toutes les zones ; choisissez un lieu où vous le détenez
said-policy-not-held-company = vous ne détenez pas le groupe { $group } pour la société { $company } ; choisissez un lieu où vous le détenez
said-policy-not-held-every-company = vous ne détenez pas le groupe { $group } pour toutes les sociétés ; choisissez un lieu où vous le détenez
said-policy-not-held-area-company = vous ne détenez pas le groupe { $group } dans la zone { $area } pour la société { $company } ; choisissez un lieu où vous le détenez
said-policy-not-held-area-every-company = vous ne détenez pas le groupe { $group } dans la zone { $area } pour toutes les sociétés ; choisissez un lieu où vous le détenez
said-policy-not-held-before-after = vous ne détenez pas le groupe { $group } avant le { $before } ni après le { $after } ; tenez-vous-en aux jours où vous le détenez
said-policy-not-held-before = vous ne détenez pas le groupe { $group } avant le { $before } ; tenez-vous-en aux jours où vous le détenez
said-policy-not-held-after = vous ne détenez pas le groupe { $group } après le { $after } ; tenez-vous-en aux jours où vous le détenez
said-policy-not-held-area-before-after = vous ne détenez pas le groupe { $group } dans la zone { $area } avant le { $before } ni après le { $after } ; tenez-vous-en aux jours où vous le détenez
said-policy-not-held-area-before = vous ne détenez pas le groupe { $group } dans la zone { $area } avant le { $before } ; tenez-vous-en aux jours où vous le détenez
said-policy-not-held-area-after = vous ne détenez pas le groupe { $group } dans la zone { $area } après le { $after } ; tenez-vous-en aux jours où vous le détenez
said-policy-not-held-company-before-after = vous ne détenez pas le groupe { $group } pour la société { $company } avant le { $before } ni après le { $after } ; tenez-vous-en aux jours où vous le détenez
said-policy-not-held-company-before = vous ne détenez pas le groupe { $group } pour la société { $company } avant le { $before } ; tenez-vous-en aux jours où vous le détenez
said-policy-not-held-company-after = vous ne détenez pas le groupe { $group } pour la société { $company } après le { $after } ; tenez-vous-en aux jours où vous le détenez
said-policy-not-held-area-company-before-after = vous ne détenez pas le groupe { $group } dans la zone { $area } pour la société { $company } avant le { $before } ni après le { $after } ; tenez-vous-en aux jours où vous le détenez
said-policy-not-held-area-company-before = vous ne détenez pas le groupe { $group } dans la zone { $area } pour la société { $company } avant le { $before } ; tenez-vous-en aux jours où vous le détenez
said-policy-not-held-area-company-after = vous ne détenez pas le groupe { $group } dans la zone { $area } pour la société { $company } après le { $after } ; tenez-vous-en aux jours où vous le détenez
said-policy-other-department = ce que le groupe { $group } ouvre dépend du service de la personne qui le détient, et le service { $department } n’est pas parmi les vôtres ; laissez cela à quelqu’un dont les droits s’étendent à tous
said-policy-any-department = ce que le groupe { $group } ouvre dépend du service de la personne qui le détient, et cela irait à des personnes de n’importe quel service ; laissez cela à quelqu’un dont les droits s’étendent à tous
said-policy-allowed-more = une exception permet davantage à cet utilisateur (« { $reason } »), ce que seul détient quelqu’un qui a le groupe { $group } partout
said-policy-bypasses = cet utilisateur passe outre tous les droits, ce que seul détient quelqu’un qui a le groupe { $group } partout

# What no access list allows, line by line.
said-policy-may-not-create = Vous n’avez pas le droit de créer des fiches « { $label } » ({ $model }).
said-policy-may-not-read = Vous n’avez pas le droit de consulter des fiches « { $label } » ({ $model }).
said-policy-may-not-update = Vous n’avez pas le droit de modifier des fiches « { $label } » ({ $model }).
said-policy-may-not-delete = Vous n’avez pas le droit de supprimer des fiches « { $label } » ({ $model }).
said-policy-may-nobody = Aucun groupe ne permet cette opération pour l’instant.
said-policy-may-groups = Cette opération est permise aux groupes suivants :
said-policy-may-group = – { $group }
said-policy-may-ask = Si besoin, demandez l’accès à votre administrateur.
said-policy-field-hidden = Vos droits ne suffisent pas pour accéder au champ « { $field } » de { $model }. Adressez-vous à votre administrateur.
said-policy-field-hidden-read = Opération : lire

# What cannot be in force: the place, what is wrong, and the remedy.
said-policy-problem-models = modèles : { $said-what } ; { $said-remedy }
said-policy-problem-model = modèle { $model } : { $said-what } ; { $said-remedy }
said-policy-problem-model-field = modèle { $model }, champ { $field } : { $said-what } ; { $said-remedy }
said-policy-problem-model-inherits = modèle { $model }, hérite de { $parent } : { $said-what } ; { $said-remedy }
said-policy-problem-model-part = modèle { $model }, { $part } : { $said-what } ; { $said-remedy }
said-policy-problem-group-implies = groupe { $group }, groupes compris : { $said-what } ; { $said-remedy }
said-policy-problem-role = rôle { $role } : { $said-what } ; { $said-remedy }
said-policy-problem-acl = liste d’accès { $acl } : { $said-what } ; { $said-remedy }
said-policy-problem-rule = règle { $rule } : { $said-what } ; { $said-remedy }
said-policy-problem-rule-place = règle { $rule }, ligne { $line }, colonne { $column } : { $said-what } ; { $said-remedy }
said-policy-problem-field-rule = limite de champ { $rule } : { $said-what } ; { $said-remedy }
said-policy-problem-permission = permission { $permission } : { $said-what } ; { $said-remedy }
said-policy-problem-direct-groups = groupes donnés directement à un utilisateur : { $said-what } ; { $said-remedy }
said-policy-problem-user = utilisateur { $login } : { $said-what } ; { $said-remedy }
said-policy-problem-user-override = utilisateur { $login }, exception : { $said-what } ; { $said-remedy }
said-policy-problem-user-role = utilisateur { $login }, rôle { $role } : { $said-what } ; { $said-remedy }
said-policy-problem-company-role = société { $company }, rôle { $role } : { $said-what } ; { $said-remedy }
said-policy-problem-department-role = service { $department }, rôle { $role } : { $said-what } ; { $said-remedy }

# Names that lead nowhere.
said-policy-meant = vouliez-vous dire « { $name } » ?
said-policy-describe-model = décrivez-le parmi les modèles
said-policy-declare-group = déclarez-le parmi les groupes
said-policy-declare-role = déclarez-le parmi les rôles
said-policy-declare-area = déclarez-la parmi les zones
said-policy-declare-company = déclarez-la parmi les sociétés
said-policy-declare-department = déclarez-le parmi les services
said-policy-declare-permission = déclarez-la parmi les permissions
said-policy-no-field = le modèle { $model } n’a pas de champ « { $field } »
said-policy-declare-field = déclarez-le dans le modèle { $model } ou utilisez l’un de ses champs : { $fields }
said-policy-no-action = le modèle { $model } n’a pas d’action { $action }
said-policy-list-action = indiquez-la parmi les actions, avec l’opération dont elle suit les règles

# Models and their fields.
said-policy-too-many-models = plus de 65 535 modèles
said-policy-split-policy = partagez la politique
said-policy-field-given = { $field } existe dans chaque modèle
said-policy-remove-field = retirez-le des champs
said-policy-inverse-no-link = modèle { $model }, champ { $field } : { $link } n’est pas un many2one vers { $to } ; indiquez le champ qui fait le lien inverse
said-policy-inherits-no-link = modèle { $model }, hérite de { $parent } : { $link } n’est pas un many2one vers { $to } ; indiquez le lien vers le modèle parent
said-policy-inherits-no-field = modèle { $model }, hérite de { $parent } : { $name } n’a pas de champ { $field } ; déclarez le many2one vers le modèle parent
said-policy-name-many2one-back = indiquez le many2one qui fait le lien inverse
said-policy-inherits-itself = il hérite de lui-même
said-policy-remove-inherits = retirez l’un des liens sous inherits
said-policy-not-named-by-texts = { $field } n’est ni un texte ni un lien vers une fiche nommée par des textes
said-policy-named-in-circle = il tire son nom de fiches qui tirent le leur de lui
said-policy-list-texts = indiquez des champs de texte
said-policy-no-tree-link = { $field } n’est pas un many2one vers { $model } lui-même
said-policy-name-tree-link = indiquez le lien qui fait des fiches un arbre
said-policy-no-relation-before = « { $field } » suit un champ qui n’est pas une relation
said-policy-end-path = terminez le chemin avant lui
said-policy-name-no-relation = un nom n’est pas une relation
said-policy-name-relation = indiquez une relation

# Rules and roles.
said-policy-no-operation = elle ne porte sur aucune opération
said-policy-name-operation = indiquez au moins l’une de ces opérations : créer, lire, modifier, supprimer
said-policy-field-operations = un champ se lit ou se modifie, rien d’autre
said-policy-name-field-operations = indiquez lire, modifier ou les deux
said-policy-exclusive-groups = il donne des groupes qui s’excluent : { $groups }
said-policy-one-kind = un utilisateur ne peut être que d’un seul type ; retirez-les tous sauf un
said-policy-role-still-named = des lignes de rôle le nomment encore
said-policy-end-lines = terminez d’abord ces lignes, ou gardez le rôle
said-policy-lines-without-area = certaines de ses lignes n’en nomment aucune ; donnez-leur des zones, ou laissez le rôle global
said-policy-lines-with-area = certaines de ses lignes nomment des zones ; terminez-les, ou laissez le rôle local
said-policy-name-areas = indiquez les zones où il compte
said-policy-remove-areas = retirez les zones ou choisissez un rôle local
said-policy-many-places = la ligne nomme plus de { $most } zones ou sociétés
said-policy-name-above = nommez celles du dessus

# People and places.
said-policy-login-twice = l’identifiant figure deux fois
said-policy-remove-one = retirez l’un des deux
said-policy-department-elsewhere = le service { $department } n’appartient pas à la société principale
said-policy-choose-department = choisissez un service de cette société, ou l’autre société
said-policy-no-zone = « { $zone } » n’est pas un fuseau horaire
said-policy-use-zone = utilisez un nom IANA comme Asia/Manila
said-policy-id-of-user = l’utilisateur { $login } a aussi l’identifiant de fiche { $id }
said-policy-id-of-another-user = un autre utilisateur a aussi l’identifiant de fiche { $id }
said-policy-id-of-another-company = une autre société a aussi l’identifiant de fiche { $id }
said-policy-id-of-another-area = une autre zone a aussi l’identifiant de fiche { $id }
said-policy-own-ids = donnez à chacun son propre identifiant
said-policy-override-no-record = elle ne nomme aucune fiche
said-policy-list-records = nommez-en, ou n’indiquez pas de fiches pour les viser toutes
said-policy-id-not-text = { $id } n’est pas un identifiant de { $model }, dont les identifiants sont des textes
said-policy-id-not-number = { $id } n’est pas un identifiant de { $model }, dont les identifiants sont des nombres
said-policy-in-quotes = mettez-le entre guillemets
said-policy-without-quotes = écrivez-le sans guillemets
said-policy-no-area-above = il n’y a pas de zone « { $area } » au-dessus d’elle
said-policy-no-company-above = il n’y a pas de société « { $company } » au-dessus d’elle
said-policy-no-department-above = il n’y a pas de service « { $department } » au-dessus de lui
said-policy-declare-parent = déclarez ce niveau supérieur, ou n’en indiquez aucun
said-policy-below-itself = cet élément se trouve sous lui-même
said-policy-break-circle = rompez le cercle des niveaux supérieurs
said-policy-department-above-elsewhere = le service au-dessus appartient à une autre société
said-policy-own-tree = gardez les services de chaque société dans un arbre à part

# Values of records that do not fit, where a decision needs them.
said-policy-unread-not-own = les fiches n’ont pas pu être lues : utilisateur { $login } : { $field } : { $found } n’est pas une valeur propre ; mettez plutôt le lien sur les autres fiches
said-policy-unread-no-id = les fiches n’ont pas pu être lues : utilisateur { $login } : { $field } : { $found } n’est pas un identifiant de fiche ; donnez celui d’une fiche, ou null
said-policy-unread-no-ids = les fiches n’ont pas pu être lues : utilisateur { $login } : { $field } : { $found } n’est pas une liste d’identifiants de fiches ; donnez une liste comme [1, 2]
said-policy-unread-no-date = les fiches n’ont pas pu être lues : utilisateur { $login } : { $field } : { $found } n’est pas une date ; écrivez-la comme "2026-11-21"
said-policy-unread-no-moment = les fiches n’ont pas pu être lues : utilisateur { $login } : { $field } : { $found } n’est pas un moment ; écrivez-le comme "2026-11-21 08:30:00", en UTC
said-policy-unread-no-boolean = les fiches n’ont pas pu être lues : utilisateur { $login } : { $field } : { $found } n’est ni vrai ni faux ; écrivez true ou false
said-policy-unread-no-integer = les fiches n’ont pas pu être lues : utilisateur { $login } : { $field } : { $found } n’est pas un nombre entier ; écrivez-le sans guillemets ni décimales
said-policy-unread-no-number = les fiches n’ont pas pu être lues : utilisateur { $login } : { $field } : { $found } n’est pas un nombre ; écrivez-le sans guillemets
said-policy-unread-no-text = les fiches n’ont pas pu être lues : utilisateur { $login } : { $field } : { $found } n’est pas un texte ; mettez-le entre guillemets
