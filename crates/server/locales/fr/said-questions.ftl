# What is said of questions that have no answer, and of requests that get no page, as the program says it.

# What is wrong with a question about who may do what.
said-questions-no-user = l’utilisateur « { $login } » n’existe pas ; les utilisateurs sont désignés par leur identifiant de connexion
said-questions-no-model = il n’y a pas de modèle « { $model } » ; décrivez-le parmi les modèles
said-questions-name-model = nommez le modèle
said-questions-no-actions = « { $action } » n’est rien qui puisse se faire sur { $model } ; utilisez create, read, update, delete ou une permission comme feature:export (ce modèle n’a pas d’action)
said-questions-no-action = « { $action } » n’est rien qui puisse se faire sur { $model } ; utilisez create, read, update, delete, l’une de ses actions ({ $actions }) ou une permission comme feature:export
said-questions-no-id = « { $id } » n’est pas un identifiant de { $model }, dont les identifiants sont des nombres

# What is wrong, and the remedy, where each is a sentence of its own.
said-questions-both = { $said-what } ; { $said-remedy }

# Who is not shown a page.
said-questions-may-write = il faut un rôle qui permette d’écrire ici
said-questions-jobs = les tâches sont pour ceux qui peuvent en faire exécuter, ou les voir
said-questions-learned-unseen = vous ne pouvez pas voir ce que cet utilisateur a appris
said-questions-learned-fixed = ce que cet utilisateur a appris ne peut être modifié que par ceux qui peuvent modifier le compte
said-questions-temporary = pour un mot de passe temporaire, il faut détenir tout ce que détient l’utilisateur ; il ne se donne que pour le compte de quelqu’un d’autre
said-questions-groups = les groupes sans rôle sont pour ceux qui pourraient tous les donner
said-questions-overrides = les exceptions sont pour ceux qui y gèrent les utilisateurs et détiennent ce que détient l’utilisateur
said-questions-lines = donner des rôles et y mettre fin est réservé à ceux qui y gèrent les utilisateurs
said-questions-policy = cette partie de la politique ne se modifie pas ici, ou pas par vous
said-questions-cross-site = ceci ne vient pas d’une page de ce serveur ; rouvrez la page et envoyez-le de là

# What does not fit in a form that was sent.
said-questions-field-twice = le formulaire contient plusieurs fois le champ { $field }, et on ne sait pas lequel compte ; envoyez-le une seule fois
said-questions-field-missing = le champ { $field } manque dans le formulaire ; envoyez-le une seule fois
said-questions-send-once = envoyez-le une seule fois
said-questions-file-missing = le fichier { $name } manque dans le formulaire ; choisissez-en un
said-questions-choose-one = choisissez-en un
said-questions-not-utf-8 = { $name } n’est pas un texte en UTF-8 ; enregistrez-le en UTF-8 et renvoyez-le
said-questions-save-utf-8 = enregistrez-le en UTF-8
said-questions-too-many-fields = le formulaire a trop de champs (au plus { $most }) ; n’envoyez que ceux de la page
said-questions-unreadable = le formulaire ne peut pas être lu ; envoyez-le comme le fait un navigateur
said-questions-unfit = ce qui a été envoyé n’est pas ce que cette adresse attend ; voyez les erreurs
said-questions-too-long = l’envoi dépasse { $limit } octets ; envoyez moins, ou en plusieurs fois
said-questions-cut-off = l’envoi s’est interrompu avant la fin ; renvoyez-le
said-questions-no-code = aucun code n’est envoyé de cette façon
said-questions-write-way = écrivez email_code ou sms_code
said-questions-wrong-method = cette adresse attend une autre méthode ; voyez l’en-tête Allow

# Not now.
said-questions-not-ready = aucune politique n’est encore chargée ; redemandez dans un instant
said-questions-too-slow = la réponse a pris trop de temps ; demandez moins, ou redemandez dans un instant
said-questions-outcome-unknown = cela a pris trop de temps et peut encore se faire ; regardez avant de renvoyer, ou joignez une Idempotency-Key, qui rend un second envoi sans danger
said-questions-broken = un problème est survenu ici ; le journal en dit plus sous l’identifiant de cette requête
said-questions-too-busy = trop de personnes se connectent en ce moment ; réessayez dans quelques secondes
