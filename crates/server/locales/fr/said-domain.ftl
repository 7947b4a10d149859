# What is wrong with an expression of the domain language, as the program says it.

# Where it is. The message and the remedy are sentences of their own.
said-domain-at-character = au caractère { $character } : { $said-message } ; { $said-remedy }
said-domain-at-line = ligne { $line }, colonne { $column } : { $said-message } ; { $said-remedy }

# Characters, words and numbers.
said-domain-too-long = le texte a { $size } octets, au lieu de { $most } au plus
said-domain-too-long-do = divisez la règle ou placez les longues listes dans un groupe ou une zone
said-domain-sign = « { $sign } » n’a pas de sens ici
said-domain-sign-do = écrivez une liste de conditions comme [('field', '=', value)]
said-domain-not-a-number = { $digits } n’est pas un nombre
said-domain-number-too-large = { $digits } est trop grand
said-domain-number-bits = { $digits } ne tient pas sur 64 bits
said-domain-number-do = écrivez un nombre simple comme 42 ou 3.5
said-domain-nul = le texte contient un caractère NUL, qu’aucune base de données ne peut garder
said-domain-nul-do = retirez-le
said-domain-text-open = le texte n’est pas fermé
said-domain-text-open-do = terminez-le par { $quote } avant la fin de la règle

# What was found in the wrong place.
said-domain-token-end = la fin
said-domain-token-comparison = une comparaison
said-domain-token-text = le texte « { $text } »
said-domain-token-number = le nombre { $number }
said-domain-left-over = il reste quelque chose après l’expression : { $said-token }
said-domain-left-over-sign = il reste quelque chose après l’expression : « { $sign } »
said-domain-left-over-name = il reste quelque chose après l’expression : « { $name } »
said-domain-left-over-do = retirez-le ou mettez toutes les conditions dans une seule liste
said-domain-wants-value = { $said-token } au lieu d’une valeur
said-domain-wants-value-sign = « { $sign } » au lieu d’une valeur
said-domain-wants-value-name = « { $name } » au lieu d’une valeur
said-domain-wants-value-do = écrivez un texte entre guillemets, un nombre, True, False, une liste ou un nom comme user
said-domain-wants-parenthesis = { $said-token } au lieu de « , » ou « ) »
said-domain-wants-parenthesis-sign = « { $sign } » au lieu de « , » ou « ) »
said-domain-wants-parenthesis-name = « { $name } » au lieu de « , » ou « ) »
said-domain-wants-bracket = { $said-token } au lieu de « , » ou « ] »
said-domain-wants-bracket-sign = « { $sign } » au lieu de « , » ou « ] »
said-domain-wants-bracket-name = « { $name } » au lieu de « , » ou « ] »
said-domain-close-list = fermez la liste ou séparez ses éléments par « , »
said-domain-close-parenthesis = fermez la parenthèse

# The form of expressions.
said-domain-too-deep = imbriqué sur plus de { $most } niveaux
said-domain-too-deep-flatter = écrivez-le avec moins d’imbrications
said-domain-too-deep-join = réunissez les conditions de même sorte ou divisez la règle
said-domain-too-deep-path = raccourcissez le chemin
said-domain-too-many = la règle a plus de { $most } parties
said-domain-too-many-do = divisez-la en plusieurs règles
said-domain-if-else = « if » sans « else »
said-domain-if-else-do = dites ce qui vaut sinon, comme dans 'A if condition else B'
said-domain-not = « not » n’est pas attendu ici
said-domain-not-do = écrivez « not in » ou placez « not » devant
said-domain-negative = seul un nombre peut être négatif
said-domain-negative-do = écrivez la valeur sans « - »
said-domain-after-dot = il manque un nom après « . »
said-domain-after-dot-do = écrivez un nom de champ, comme dans user.partner_id
said-domain-unreachable = « { $name } » n’est pas accessible depuis une règle
said-domain-unreachable-do = utilisez les champs des fiches
said-domain-never-run = { $name } ne peut pas être utilisé : les règles sont lues, jamais exécutées
said-domain-never-run-do = nommez les champs directement, comme dans user.center_area_ids
said-domain-after-for = il manque un nom après « for »
said-domain-for-in = il manque « in »
said-domain-for-do = écrivez [x.id for x in records]
said-domain-for-end = il manque « ] »
said-domain-for-end-do = écrivez [x.id for x in records], avec un seul « for » au plus

# Conditions and what joins them.
said-domain-list = un domaine est une liste de conditions
said-domain-list-do = écrivez [('field', '=', value)] ou choisissez entre deux listes avec 'if … else …'
said-domain-too-few = « { $sign } » est suivi de trop peu de conditions
said-domain-too-few-do = ajoutez celles qui manquent
said-domain-no-term-sign = « { $sign } » n’est pas un élément de domaine
said-domain-no-term = ceci n’est pas un élément de domaine
said-domain-no-term-do = utilisez '&', '|', '!' ou une condition comme ('field', '=', value)
said-domain-no-condition = ceci n’est pas une condition
said-domain-three = une condition a trois éléments, et celle-ci en a { $count }
said-domain-three-do = écrivez trois éléments : ('field', 'operator', value)
said-domain-operator-text = l’opérateur doit être un texte
said-domain-operator-text-do = écrivez '=', 'in', 'like' …
said-domain-field-text = le champ doit être un texte
said-domain-field-text-do = écrivez son nom entre guillemets
said-domain-field-empty = le nom du champ est vide
said-domain-field-empty-do = nommez un champ, comme dans 'area_id'
said-domain-constant = seuls (1, '=', 1) et (0, '=', 1) peuvent commencer par un nombre
said-domain-constant-do = écrivez (1, '=', 1) pour toutes les fiches, (0, '=', 1) pour aucune
said-domain-skips-rights = « { $sign } » passerait outre les droits d’accès
said-domain-skips-rights-do = écrivez 'any' ou 'not any'
said-domain-no-operator = « { $sign } » n’est pas un opérateur
said-domain-use-one-of = utilisez l’un de ceux-ci : { $names }
said-domain-use-these = utilisez { $names }
said-domain-no-relation = { $field } n’est pas une relation, donc rien ne peut le suivre
said-domain-no-relation-do = terminez le chemin à cet endroit
said-domain-any-relation = « any » demande une relation, et { $field } n’en est pas une
said-domain-any-relation-do = utilisez '=' ou 'in'
said-domain-no-date-part = « { $part } » n’est pas une partie de date
said-domain-no-name = le modèle { $model } n’a pas de nom par lequel chercher
said-domain-no-name-do = énumérez sous display les champs de son nom
said-domain-no-name-or-ids = énumérez sous display les champs de son nom, ou comparez des identifiants

# Operators that mean nothing on a kind of field.
said-domain-no-meaning = « { $operator } » n’a pas de sens pour { $field }, un champ de type { $type }
said-domain-no-meaning-an = « { $operator } » n’a pas de sens pour { $field }, un champ de type { $type }
said-domain-do-true-false = comparez avec = True ou = False
said-domain-do-other-model = comparez un champ de l’autre modèle
said-domain-do-less-greater = utilisez < et >, car un nombre peut s’écrire de plusieurs façons
said-domain-do-date-part = une partie de date est un nombre : utilisez = ou <
said-domain-do-tree = nommez une relation vers un modèle qui est un arbre
said-domain-do-false = seuls = False et != False sont possibles
said-domain-no-key = « { $key } » ne fait pas partie des clés

# Values that do not fit a field.
said-domain-unfit = { $value } ne convient pas à { $field }, qui est de type { $type }
said-domain-do-false-only = seul False peut lui être comparé
said-domain-do-number = écrivez un nombre sans guillemets
said-domain-do-text = écrivez un texte entre guillemets
said-domain-do-pattern = écrivez le motif entre guillemets
said-domain-do-key = écrivez l’une des clés entre guillemets
said-domain-do-record-id = donnez l’identifiant d’une fiche
said-domain-do-id-name-false = donnez un identifiant, un nom ou False
said-domain-do-ids-names = donnez des identifiants ou des noms
said-domain-do-id = comparez avec un identifiant
said-domain-do-single = comparez avec une seule valeur
said-domain-do-no-order = il n’a pas d’ordre
said-domain-part-number = { $part } est un nombre
said-domain-part-number-do = comparez-le à un nombre entier
said-domain-no-tree = le modèle { $model } n’est pas un arbre
said-domain-no-tree-do = nommez sous parent son lien vers lui-même
said-domain-do-date = écrivez une date comme '2026-11-21' ou une date relative comme 'today -1m'
said-domain-do-moment = écrivez un moment comme '2026-11-21 08:30:00' ou un moment relatif comme '-12H'
said-domain-no-step = « { $step } » n’est pas une étape de date relative
said-domain-step-beyond = « { $step } » mène au-delà du calendrier
said-domain-step-no-date = « { $step } » n’est pas une date
said-domain-do-steps-date = écrivez des étapes comme 'today -1m'
said-domain-do-steps-moment = écrivez des étapes comme '-12H'

# The same, found only when the question is asked: without a place.
said-domain-unfit-asked = { $value } ne convient pas à { $field }, qui est de type { $type } ; { $said-remedy }
said-domain-part-number-asked = { $part } est un nombre ; comparez-le à un nombre entier
said-domain-no-name-asked = le modèle { $model } n’a pas de nom par lequel chercher ; énumérez sous display les champs de son nom, ou comparez des identifiants
said-domain-no-tree-asked = le modèle { $model } n’est pas un arbre ; nommez sous parent son lien vers lui-même
said-domain-no-step-asked = « { $step } » n’est pas une étape de date relative ; { $said-remedy }
said-domain-step-beyond-asked = « { $step } » mène au-delà du calendrier ; { $said-remedy }
said-domain-step-no-date-asked = « { $step } » n’est pas une date ; { $said-remedy }

# Those that begin with a value, and so would swallow their place.

# Names in expressions.
said-domain-no-users = aucun modèle ne décrit les utilisateurs
said-domain-no-users-do = décrivez settings.user_model parmi les modèles
said-domain-no-companies = aucun modèle ne décrit les sociétés
said-domain-actor-itself = actor seul n’est pas une valeur
said-domain-actor-has-no = actor n’a pas de « { $name } »
said-domain-actor-search = une recherche ne peut pas lire actor.{ $name }
said-domain-actor-search-do = utilisez des constantes, actor.login, actor.company ou actor.companies
said-domain-unknown-name = « { $name } » n’est pas connu dans une règle
said-domain-unknown-name-do = utilisez user, actor.…, company_ids, company_id, today, now, subject.…, resource.…, action.… ou context.…
said-domain-reference-only-id = d’une référence, seul l’identifiant est connu ; elle n’a donc pas de « { $name } »
said-domain-reference-only-id-do = écrivez user.env.ref('…').id
said-domain-plain-value = ceci est une simple valeur, qui n’a donc pas de « { $name } »
said-domain-plain-value-do = ne prenez des attributs que de fiches, comme dans user.partner_id
said-domain-search-fields = une recherche ne peut pas lire des champs de fiches dans ses valeurs
said-domain-search-fields-do = utilisez des constantes, user.id, company_ids, company_id, today ou now
said-domain-no-computed-name = un nom ne peut pas être calculé ici
said-domain-no-computed-name-do = utilisez les champs dont il se compose
said-domain-env = env.{ $name } n’est pas accessible depuis une règle
said-domain-env-do = utilisez user.env.companies, user.env.company, user.env.user ou user.env.ref('…').id
said-domain-search-technical-id = une recherche ne peut pas consulter d’identifiants techniques
said-domain-search-technical-id-do = écrivez l’identifiant de la fiche
said-domain-ref = ref prend un seul identifiant technique
said-domain-ref-do = écrivez user.env.ref('base.group_user').id
said-domain-not-accepted = le modèle { $model } n’accepte pas { $part }.{ $name } dans les requêtes
said-domain-not-accepted-do = ajoutez { $name } sous accepts.{ $part } du modèle
said-domain-mapped = mapped prend un nom de champ
said-domain-mapped-do = écrivez .mapped('area_id')
said-domain-has-group = has_group prend un identifiant technique
said-domain-has-group-do = écrivez has_group('base.group_user')
said-domain-iso = seuls les formats ISO simples sont connus
said-domain-iso-do = utilisez today ou now
said-domain-no-call = cet appel n’est pas possible : les règles sont lues, jamais exécutées
said-domain-no-call-do = utilisez .mapped('field'), len(…), user.has_group('…'), user._get_group_ids() ou user.env.ref('…').id

# Expressions that cannot be computed.
said-domain-no-user = l’utilisateur n’a pas d’identifiant parmi les fiches du modèle des utilisateurs ; donnez-lui-en un
said-domain-no-company = l’utilisateur n’a pas de société, ou la sienne n’a pas d’identifiant parmi les fiches ; donnez-lui ce qui manque
said-domain-resource-list = resource.{ $name } n’est connu que pour une seule fiche, donc aucune liste ne peut en être tirée
said-domain-outside-list = un nom est utilisé hors de sa liste
said-domain-id-of-many = « .id » de { $count } fiches : il en faut une au plus ; utilisez « .ids »
said-domain-id-of-value = « .id » d’une simple valeur
said-domain-len = len() demande une liste, un texte ou des fiches
said-domain-for-needs = « for » demande une liste ou des fiches
said-domain-technical-id = rien n’est connu sous l’identifiant technique « { $name } » : les groupes le sont sous le leur et les sociétés sous leur code, si les uns et les autres sont décrits parmi les modèles ; écrivez tel quel l’identifiant des autres fiches
said-domain-field-of-value = un champ d’une simple valeur
said-domain-field-of-many = { $field } de { $count } fiches : il en faut une au plus
said-domain-no-record = la fiche { $id } de { $model } n’existe pas
said-domain-sum = « + » et « - » demandent deux nombres, ou « + » deux listes ou deux textes
said-domain-sum-too-large = le nombre est trop grand
said-domain-no-order = des valeurs de sortes différentes n’ont pas d’ordre
said-domain-in-list = « in » demande une liste à sa droite

# Domains that a database cannot be asked.
said-domain-no-table = le modèle { $model } n’a pas de table, donc SQL ne peut pas l’atteindre ; décrivez sa table dans le schéma ou vérifiez fiche par fiche
said-domain-no-relation-table = { $field } n’a pas de table de relation ; décrivez-la sous `relation` (table, own, other)
said-domain-filter-nul = le filtre contient un caractère NUL, qu’aucune base de données ne peut garder ; retirez-le des textes et des noms
said-domain-nameless-zone = le fuseau horaire n’a pas de nom IANA, donc PostgreSQL et SQLite ne peuvent pas le connaître ; nommez-en un comme Asia/Manila
