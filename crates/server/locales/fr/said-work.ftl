# Jobs, parts of the policy, settings, tables and what is sent: what the program says of them, as it says it.

# What somebody does to many at once: jobs, and what comes of their items.
said-work-job-state-receiving = en réception
said-work-job-state-waiting = en attente
said-work-job-state-running = en cours
said-work-job-state-stopping = en train de s’arrêter
said-work-job-state-done = faite
said-work-job-state-failed = en échec
said-work-job-state-stopped = arrêtée
said-work-job-state-undone = annulée
said-work-job-ended = la tâche { $id } est déjà { $said-state }
said-work-job-stopped-early = la tâche a été arrêtée avant de commencer
said-work-job-stopped = la tâche a été arrêtée
said-work-job-author-lost = son auteur n’a plus le droit de la faire exécuter : { $said-why }
said-work-job-batch-undone = des lignes ont été refusées, donc rien de leur lot n’a été fait ; ce que les lots précédents ont fait reste fait
said-work-jobs-too-many = { $open ->
    [one] une de vos tâches n’est pas terminée ou est en réception, et le maximum est de { $most } à la fois ; attendez qu’une se termine, ou arrêtez-en une
   *[other] { $open } de vos tâches ne sont pas terminées ou sont en réception, et le maximum est de { $most } à la fois ; attendez qu’une se termine, ou arrêtez-en une
  }
said-work-job-too-many-named = nommez au plus { $most } utilisateurs, ou désignez-les par un domaine
said-work-job-sessions-ended = quelqu’un les a toutes fermées
said-work-reset-no-address = il n’y a pas d’adresse où envoyer un nouveau mot de passe ; ajoutez-en une
said-work-reset-invited = ce compte est seulement invité, donc personne ne peut se connecter avec lui
said-work-reset-suspended = ce compte est suspendu, donc personne ne peut se connecter avec lui
said-work-reset-locked = ce compte est verrouillé, donc personne ne peut se connecter avec lui
said-work-reset-left = ce compte est celui d’une personne partie, donc personne ne peut se connecter avec lui
said-work-carry-out-not-tried = la tâche { $id } n’était pas un essai : elle est donc déjà faite
said-work-carry-out-not-done = la tâche { $id } est { $said-state } : on ne sait donc pas ce qui en résulterait
said-work-carry-out-gone = le contenu de la tâche { $id } n’est plus conservé : elle est déjà faite, l’essai est trop ancien ou elle contenait des mots de passe ; envoyez-le à nouveau
said-work-job-cleared = le détail de la tâche { $id } a été retiré quelque temps après sa fin, comme le dit le réglage jobs.keep_days
said-work-rejects-none = la tâche { $id } n’a importé aucun tableau : elle n’a donc pas de lignes ; ses éléments disent ce qui a été refusé
said-work-table-too-many = au plus { $most } lignes peuvent être traitées ensemble ; ce tableau en a davantage
said-work-table-lost = le tableau a mis trop de temps à arriver, et la partie reçue a été supprimée ; envoyez-le à nouveau
said-work-part-unreadable = une partie conservée d’un tableau : { $said-why }
said-work-template-foreign = le modèle d’import « { $name } » a été enregistré par quelqu’un d’autre et donnerait ce qu’il dit avec vos droits ; examinez-le et enregistrez-le comme le vôtre

# Taking back what a job did.
said-work-undo-not-ended = la tâche { $id } est { $said-state } ; arrêtez-la d’abord, ou attendez qu’elle se termine
said-work-undo-dry = la tâche { $id } était un essai : il n’y a donc rien à annuler
said-work-undo-undo = la tâche { $id } en a annulé une autre ; refaites plutôt cette autre tâche
said-work-undo-sessions = la tâche { $id } a fermé des sessions, que l’on ne peut pas rétablir ; leurs utilisateurs se reconnectent
said-work-undo-undone = la tâche { $id } est déjà annulée par la tâche { $other }
said-work-kept-password = mot de passe : un autre a été choisi depuis, il est donc conservé
said-work-kept-state-invited = état : le compte est invité depuis, il le reste donc
said-work-kept-state-active = état : le compte est actif depuis, il le reste donc
said-work-kept-state-suspended = état : le compte est suspendu depuis, il le reste donc
said-work-kept-state-locked = état : le compte est verrouillé depuis, il le reste donc
said-work-kept-state-left = état : la personne est partie depuis, son compte reste donc ainsi
said-work-kept-account = l’utilisateur a été modifié depuis : son compte est donc conservé, comme celui d’une personne partie
said-work-kept-line = la ligne de rôle { $id } a été modifiée depuis, elle est donc conservée
said-work-gone-line = la ligne de rôle { $id } n’existe déjà plus
said-work-kept-field = { $field } : ce champ a été modifié depuis, il reste donc tel quel

# A row of a table of users.
said-work-import-row-refused = la ligne { $row } concerne aussi cet utilisateur, qui existera déjà à ce moment-là
said-work-import-row-changed = la ligne { $row } concerne aussi cet utilisateur ; ce que celle-ci changerait pour lui se verra à l’exécution
said-work-import-there = l’utilisateur { $login } existe déjà
said-work-import-new-suspended = un nouveau compte est invité ou actif, pas suspendu ; écrivez invited ou active
said-work-import-new-locked = un nouveau compte est invité ou actif, pas verrouillé ; écrivez invited ou active
said-work-import-new-left = un nouveau compte est invité ou actif, pas celui d’une personne partie ; écrivez invited ou active

# Parts of the policy: roles, groups, models, rules and what else it is made of.
said-work-policy-there = cet identifiant existe déjà ({ $said-kind } « { $id } ») ; modifiez ce qui existe, ou choisissez un autre identifiant
said-work-policy-setting-default = le réglage « { $id } » a déjà sa valeur par défaut
said-work-policy-shipped-stays = { $said-kind } « { $id } » : cela fait partie du programme et ne peut pas être supprimé
said-work-policy-prefix = les noms qui commencent par « bailiwick. » sont réservés au programme ; choisissez un autre nom ; on peut se référer aux groupes et aux modèles du programme
said-work-policy-shipped = { $said-kind } « { $id } » : cela fait partie du programme et ne se modifie pas ici
said-work-policy-missing = introuvable : { $said-kind } « { $id } » ; créez d’abord cet élément, ou choisissez-en un autre
said-work-policy-circle = la catégorie « { $id } » se trouverait sous elle-même ; choisissez-en une autre au-dessus
said-work-policy-not-in-sql = cela ne peut pas être demandé à la base de données, par laquelle { $model } est protégé : { $said-why }
said-work-policy-local-lines-more = Les rôles locaux doivent avoir au moins une zone attribuée ; corrigez d’abord les lignes de rôle de { $count } détenteurs ({ $holders } et { $rest } de plus)
said-work-policy-local-lines = Les rôles locaux doivent avoir au moins une zone attribuée ; corrigez d’abord les lignes de rôle ({ $count } : { $holders })
said-work-policy-global-lines-more = Les rôles globaux ne peuvent pas avoir de zones attribuées ; corrigez d’abord les lignes de rôle de { $count } détenteurs ({ $holders } et { $rest } de plus)
said-work-policy-global-lines = Les rôles globaux ne peuvent pas avoir de zones attribuées ; corrigez d’abord les lignes de rôle ({ $count } : { $holders })
said-work-in-use-role-all = le rôle « { $id } » est utilisé : lignes de rôle ({ $count } : { $holders } et { $rest } de plus), réglages fixés là ({ $settings }) ; modifiez ou terminez cela d’abord
said-work-in-use-role-both = le rôle « { $id } » est utilisé : lignes de rôle ({ $count } : { $holders }), réglages fixés là ({ $settings }) ; modifiez ou terminez cela d’abord
said-work-in-use-role-more = le rôle « { $id } » est utilisé : lignes de rôle ({ $count } : { $holders } et { $rest } de plus) ; modifiez ou terminez cela d’abord
said-work-in-use-role = le rôle « { $id } » est utilisé : lignes de rôle ({ $count } : { $holders }) ; modifiez ou terminez cela d’abord
said-work-in-use-role-settings = le rôle « { $id } » est utilisé : réglages fixés là ({ $settings }) ; modifiez ou terminez cela d’abord
said-work-in-use-group-all-more = le groupe « { $id } » est utilisé : { $parts }, donné directement ({ $count } : { $holders } et { $rest } de plus) ; modifiez ou terminez cela d’abord
said-work-in-use-group-all = le groupe « { $id } » est utilisé : { $parts }, donné directement ({ $count } : { $holders }) ; modifiez ou terminez cela d’abord
said-work-in-use-group-more = le groupe « { $id } » est utilisé : donné directement ({ $count } : { $holders } et { $rest } de plus) ; modifiez ou terminez cela d’abord
said-work-in-use-group = le groupe « { $id } » est utilisé : donné directement ({ $count } : { $holders }) ; modifiez ou terminez cela d’abord
said-work-in-use = { $said-kind } « { $id } » : cela est encore utilisé par { $parts } ; modifiez ou terminez cela d’abord
said-work-access-row-there = le groupe « { $group } » a déjà une liste d’accès ici ; modifiez celle-ci
said-work-owned-group = le groupe « { $id } » appartient au rôle « { $role } » et change avec lui ; modifiez ce que le rôle permet
said-work-owned-acl = la liste d’accès « { $id } » appartient au rôle « { $role } » et change avec lui ; modifiez ce que le rôle permet
said-work-owned-rule = la règle « { $id } » appartient au rôle « { $role } » et change avec lui ; modifiez ce que le rôle permet
said-work-owned-foreign = ceci porterait sur le groupe propre au rôle « { $role } » ; modifiez plutôt ce que le rôle permet
said-work-role-id-too-long = l’identifiant est trop long pour un rôle de ce type ; raccourcissez-le
said-work-role-own-group = le groupe { $group } est propre au rôle et vient de lui-même ; retirez-le
said-work-role-group-there = il existe déjà un groupe { $group } ; choisissez un autre identifiant pour le rôle
said-work-role-twice-create = « créer » est donné deux fois pour { $model } ; écrivez un seul domaine
said-work-role-twice-read = « lire » est donné deux fois pour { $model } ; écrivez un seul domaine
said-work-role-twice-update = « modifier » est donné deux fois pour { $model } ; écrivez un seul domaine
said-work-role-twice-delete = « supprimer » est donné deux fois pour { $model } ; écrivez un seul domaine
said-work-role-ids-too-long = les identifiants du rôle et du modèle sont trop longs ensemble ; raccourcissez celui du rôle
said-work-role-no-actions = le modèle { $model } n’a pas d’action { $action } ; il n’en a aucune
said-work-role-no-action = le modèle { $model } n’a pas d’action { $action } ; il a { $actions }
said-work-policy-nobody = personne n’est connu sous ce nom, il n’y a donc rien à voir
said-work-policy-setting-value = un réglage a une valeur, et rien d’autre ; retirez le reste

# Settings at a place.
said-work-setting-himself = personne ne fixe ce qui vaut pour soi-même ; laissez-le à quelqu’un d’autre qui gère les utilisateurs à cet endroit
said-work-setting-locked-all = { $setting } a été verrouillé pour { $place } par une personne qui gère l’installation, et seule une telle personne peut le modifier ou le déverrouiller
said-work-setting-locked = { $setting } a été verrouillé pour { $place } par une personne qui gère { $above }, et seule une telle personne peut le modifier ou le déverrouiller
said-work-setting-given-all = { $setting } de { $place } est donné d’en haut : seule une personne qui gère l’installation peut le fixer
said-work-setting-given = { $setting } de { $place } est donné d’en haut : seule une personne qui gère { $above } peut le fixer
said-work-setting-local-role = { $role } est un rôle local, qui ne vaut nulle part sans zones ; choisissez un rôle global
said-work-setting-holdings = ce qui vaut pour { $login } montre ce que cette personne détient, et vous ne pouvez pas le voir
said-work-setting-no-password-rule = seuls { $names } disent ce que doit être un mot de passe ; retirez ceci
said-work-setting-no-factor = choisissez-en au moins un, sinon personne ne pourrait rien montrer en plus du mot de passe
said-work-setting-nothing-common = { $setting } de { $place } et de { $others } n’ont rien en commun : qui dépend des deux ne pourrait rien montrer en plus du mot de passe, ni se connecter ; autorisez quelque chose qui est aussi autorisé là

# Tables: where something is wrong, and what.
said-work-table-at-named = ligne { $row }, colonne { $number } ({ $column }) : { $said-why }
said-work-table-at-column = ligne { $row }, colonne « { $column } » : { $said-why }
said-work-table-at-number = ligne { $row }, colonne { $number } : { $said-why }
said-work-table-at-number-again = { $again ->
   *[other] ligne { $row }, colonne { $number } : { $said-why }
  }
said-work-table-at-row = ligne { $row } : { $said-why }
said-work-table-empty = le fichier est vide ; sa première ligne doit nommer les colonnes
said-work-table-utf16 = le fichier est en UTF-16 ; enregistrez-le en CSV UTF-8
said-work-table-encoding = ceci n’est pas de l’UTF-8 ; enregistrez le fichier en CSV UTF-8
said-work-table-nul = il y a un octet NUL ; ce n’est pas un fichier texte, ou il est abîmé
said-work-table-quote = un guillemet se trouve dans une cellule ; mettez toute la cellule entre deux guillemets, et doublez ceux qui sont à l’intérieur
said-work-table-unclosed = la cellule commence par un guillemet, et aucun ne la ferme ; ajoutez-le à la fin
said-work-table-cell-long = une cellule peut avoir au plus { $most } octets ; raccourcissez-la
said-work-table-row-long = la ligne { $row } a plus de { $most } octets ; il manque peut-être un guillemet
said-work-table-width = la ligne { $row } n’a pas autant de cellules ({ $cells }) que l’en-tête nomme de colonnes ({ $columns }) ; il en faut autant
said-work-table-unnamed = la colonne { $number } n’a pas de nom ; écrivez-en un dans la première ligne, ou retirez la colonne
said-work-table-twice = les colonnes { $first } et { $second } s’appellent toutes deux « { $name } » ; renommez l’une d’elles
said-work-table-delimiter = l’en-tête ne dit pas si { $one } ou { $other } sépare les cellules ; n’utilisez que l’un des deux

# Tables of areas.
said-work-areas-too-many = il y a plus de { $most } zones ; importez-les en plusieurs fois
said-work-areas-code-twice = { $code } est aussi le code de la ligne { $row } ; donnez à chaque zone le sien
said-work-areas-id-twice = la ligne { $row } a aussi cet identifiant ; donnez à chaque zone le sien
said-work-areas-no-parent = la zone { $parent } n’existe pas ; ajoutez une ligne pour elle, ou corrigez le code
said-work-areas-circle-three = { $code } se trouve dans elle-même : { $first } (ligne { $row }) dans { $second } (ligne { $second-row }) dans { $third } (ligne { $third-row }) ; corrigez l’une des zones supérieures
said-work-areas-circle-two = { $code } se trouve dans elle-même : { $first } (ligne { $row }) dans { $second } (ligne { $second-row }) ; corrigez l’une des zones supérieures
said-work-areas-circle-one = { $code } se trouve dans elle-même : { $first } (ligne { $row }) ; corrigez la zone supérieure
said-work-areas-no-column = cette colonne n’existe pas ; utilisez { $columns }
said-work-areas-column-missing = cette colonne manque ; ajoutez-la

# Tables of users, and templates for their columns.
said-work-users-no-column = la colonne « { $name } » n’existe pas ; utilisez login, external_id, email, first_name, last_name, name, kind, company, companies, department, area, job_title, language, timezone, phone_mobile, phone_work, state, valid_from, valid_to, password_hash, role, role_areas, role_companies, role_from, role_to, role_reason, les mêmes avec role2 à role{ $most }, ou attribute.NAME
said-work-users-pass-over = { $said-why }, ou laissez le modèle d’import l’ignorer
said-work-users-column-absent = le fichier n’a pas cette colonne ; corrigez le modèle d’import, ou choisissez un autre fichier
said-work-users-column-twice = « { $first } » est déjà { $column } ; laissez le modèle d’import ignorer l’une des deux
said-work-users-key-absent = cette colonne sert à trouver les utilisateurs, et le fichier ne l’a pas ; ajoutez-la, ou choisissez une autre clé
said-work-users-key-empty = cette colonne sert à trouver les utilisateurs ; elle ne peut pas être vide
said-work-users-day = « { $text } » n’est pas un jour écrit comme { $format } ; corrigez-le, ou dites comment le fichier écrit les jours
said-work-users-hash-removed = l’empreinte du mot de passe a été retirée de cette liste de lignes refusées ; remettez-la, ou laissez la cellule vide
said-work-users-role-empty = { $column } est vide ; nommez le rôle, ou laissez ceci vide aussi
said-work-users-number = écrivez un nombre, comme 1000 ou 1.5
said-work-users-kind = écrivez internal, client ou service
said-work-attribute-none = l’attribut { $name } n’existe pas, ni aucun autre ; définissez-le d’abord
said-work-attribute-unknown = l’attribut { $name } n’existe pas ; utilisez l’un de ceux-ci : { $names }, ou définissez-le d’abord
said-work-template-default-own = chaque utilisateur a sa propre valeur ; retirez cette valeur par défaut
said-work-template-default-password = deux personnes n’ont jamais le même mot de passe ; retirez cette valeur par défaut
said-work-template-default-empty = une valeur par défaut ne peut pas être vide ; retirez-la, ou donnez-lui une valeur
said-work-template-unnamed = une colonne a un nom ; écrivez-le comme dans le fichier
said-work-template-same = « { $first } » est le même nom ; retirez l’un des deux
said-work-template-twice = « { $first } » est déjà { $column } ; choisissez une autre colonne pour l’une des deux
said-work-template-faults = { $count ->
    [one] le modèle d’import a une erreur, à { $place } : { $said-why }
   *[other] le modèle d’import a { $count } erreurs ; la première est à { $place } : { $said-why }
  }
said-work-header-faults = { $count ->
    [one] l’en-tête a une erreur : { $said-why }
   *[other] l’en-tête a { $count } erreurs ; la première : { $said-why }
  }

# What is sent as a whole.
said-work-body-object = un objet JSON est attendu
said-work-body-code = donnez un code, sous forme de texte ; il ne change plus ensuite
said-work-body-required = ce champ est obligatoire
said-work-body-too-many = on peut en donner { $most } au plus, et il y en a { $count } ; retirez-en

# What serde and serde_json say of what cannot be read.
said-work-serde-field-one-of = le champ « { $field } » est inconnu ; utilisez l’un de ceux-ci : { $names }
said-work-serde-field-two = le champ « { $field } » est inconnu ; utilisez « { $first } » ou « { $second } »
said-work-serde-field-one = le champ « { $field } » est inconnu ; utilisez « { $only } »
said-work-serde-field-none = le champ « { $field } » est inconnu ; il n’y en a aucun ici
said-work-serde-variant-one-of = « { $word } » n’est pas un choix possible ; utilisez l’un de ceux-ci : { $names }
said-work-serde-variant-two = « { $word } » n’est pas un choix possible ; utilisez « { $first } » ou « { $second } »
said-work-serde-variant-one = « { $word } » n’est pas un choix possible ; utilisez « { $only } »
said-work-serde-missing = le champ « { $field } » manque
said-work-serde-duplicate = le champ « { $field } » est donné deux fois
said-work-serde-type = ceci ne convient pas : il faut { $said-wanted }, et non { $said-found }
said-work-serde-value = cette valeur ne convient pas : il faut { $said-wanted }, et non { $said-found }
said-work-serde-length = la longueur { $count } ne convient pas ; il faut : { $wanted }
said-work-serde-untagged = { $kind ->
   *[other] ceci ne convient pas ; écrivez un nombre, un texte ou une liste, selon ce qui est demandé
  }
said-work-serde-found-text = le texte « { $text } »
said-work-serde-found-integer = le nombre { $number }
said-work-serde-found-float = le nombre décimal { $number }
said-work-serde-found-boolean = { $truth }
said-work-serde-found-null = rien
said-work-serde-found-sequence = une liste
said-work-serde-found-map = un objet
said-work-serde-wanted-text = un texte
said-work-serde-wanted-boolean = oui ou non (true ou false)
said-work-serde-wanted-sequence = une liste
said-work-serde-wanted-map = un objet
said-work-serde-wanted-date = une date, comme 2027-02-28
said-work-serde-wanted-choice = un texte ou un objet
said-work-serde-wanted-field = un type de champ comme « char », ou un objet avec au moins « type »
said-work-serde-wanted-i32 = un nombre entier
said-work-serde-wanted-i64 = un nombre entier
said-work-serde-wanted-u8 = un nombre entier à partir de zéro
said-work-serde-wanted-u16 = un nombre entier à partir de zéro
said-work-serde-wanted-u32 = un nombre entier à partir de zéro
said-work-serde-wanted-u64 = un nombre entier à partir de zéro
said-work-serde-wanted-f64 = un nombre

# What jiff says of days that are none.
said-work-date-year = { $why ->
   *[other] ceci n’est pas une vraie date ; écrivez-la comme 2027-02-28
  }
said-work-date-sign = { $why ->
   *[other] ceci n’est pas une vraie date ; écrivez-la comme 2027-02-28
  }
said-work-date-month = { $why ->
   *[other] ceci n’est pas une vraie date ; écrivez-la comme 2027-02-28
  }
said-work-date-day = { $why ->
   *[other] ceci n’est pas une vraie date ; écrivez-la comme 2027-02-28
  }
said-work-date-after-year = { $why ->
   *[other] ceci n’est pas une vraie date ; écrivez-la comme 2027-02-28
  }
said-work-date-after-month = { $why ->
   *[other] ceci n’est pas une vraie date ; écrivez-la comme 2027-02-28
  }
said-work-date-unreal = { $why ->
   *[other] ceci n’est pas une vraie date ; écrivez-la comme 2027-02-28
  }
said-work-date-more = { $value } suivi de { $why } n’est pas une vraie date ; écrivez-la comme 2027-02-28
said-work-date-no-year = ceci n’est pas une vraie date ; écrivez-la comme 2027-02-28
said-work-date-no-month = ceci n’est pas une vraie date ; écrivez-la comme 2027-02-28
said-work-date-no-day = ceci n’est pas une vraie date ; écrivez-la comme 2027-02-28
