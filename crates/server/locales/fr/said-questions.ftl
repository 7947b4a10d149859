# What is said of questions that have no answer, and of requests that get no page, as the program says it.

# What is wrong with a question about who may do what.
said-questions-no-user = l’utilisateur « { $login } » n’existe pas ; les utilisateurs sont désignés par leur identifiant de connexion
said-questions-no-model = il n’y a pas de modèle « { $model } » ; décrivez-le parmi les modèles
said-questions-name-model = nommez le modèle
said-questions-no-actions = « { $action } » n’est pas une opération possible sur { $model } ; utilisez create, read, update, delete ou une permission comme feature:export (ce modèle n’a pas d’action)
said-questions-no-action = « { $action } » n’est pas une opération possible sur { $model } ; utilisez create, read, update, delete, l’une de ses actions ({ $actions }) ou une permission comme feature:export
said-questions-no-id = « { $id } » n’est pas un identifiant de { $model }, dont les identifiants sont des nombres

# What is wrong, and the remedy, where each is a sentence of its own.
said-questions-both = { $said-what } ; { $said-remedy }

# Who is not shown a page.
said-questions-may-write = il faut un rôle qui permette d’écrire ici
said-questions-jobs = les tâches sont réservées à ceux qui peuvent en faire exécuter ou les voir
said-questions-learned-unseen = vous ne pouvez pas voir ce que cet utilisateur a appris
said-questions-learned-fixed = ce que cet utilisateur a appris ne peut être modifié que par ceux qui peuvent modifier le compte
said-questions-temporary = pour un mot de passe temporaire, il faut détenir tout ce que détient l’utilisateur ; il ne se donne que pour le compte de quelqu’un d’autre
said-questions-groups = les groupes sans rôle sont réservés à ceux qui pourraient tous les donner
said-questions-overrides = les exceptions sont réservées à ceux qui gèrent les utilisateurs à cet endroit et détiennent ce que détient l’utilisateur
said-questions-lines = donner des rôles et y mettre fin est réservé à ceux qui gèrent les utilisateurs à cet endroit
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

# The audit trail is not as it was written, and how that shows.
said-questions-trail-altered = l’entrée { $number } a été altérée : { $said-why }
said-questions-trail-lacking = l’entrée { $number } manque : l’entrée { $next } est à sa place
said-questions-trail-inserted = l’entrée { $number } a été insérée : { $said-why }
said-questions-trail-moved = l’entrée { $number } a été déplacée : elle vient plus loin, et l’entrée { $next } est à sa place
said-questions-trail-truncated = l’entrée { $number } manque, avec tout ce qui suit : on sait que le journal va jusqu’à l’entrée { $known }
said-questions-trail-forked = l’entrée { $number } n’est pas celle qui a été notée ailleurs : le journal a été récrit à partir de celle-ci ou d’une entrée antérieure
said-questions-trail-unsearched = les listes et les recherches ne montrent pas l’entrée { $number } telle qu’elle a été écrite : { $said-why }
said-questions-trail-unrecorded = l’entrée { $number } et les précédentes ont été retirées, et aucune entrée du journal n’en fait état
said-questions-trail-hash = son empreinte n’est pas celle de son texte
said-questions-trail-zeros = étant la première entrée, elle doit suivre 64 zéros
said-questions-trail-chained = l’entrée { $number } a été enchaînée à un autre texte de celle-ci
said-questions-trail-kept-under = elle est conservée sous le numéro { $number }
said-questions-trail-unreadable-why = son texte ne peut pas être lu ({ $error })
said-questions-trail-rewritten = son empreinte n’est pas celle qui a été notée lors de son écriture
said-questions-trail-contradicted = ce qui est conservé comme { $word-column } n’est pas ce que dit son texte
said-questions-trail-ends = le journal dit finir par l’entrée { $number }
said-questions-trail-from-one = les entrées se comptent à partir de 1
said-questions-trail-another = il y a une autre entrée de ce numéro
said-questions-trail-another-under = il y a une autre entrée de ce numéro, conservée sous { $number }
said-questions-trail-left-out = elle y est omise
said-questions-trail-there-twice = elle y figure deux fois
said-questions-trail-not-written = ce n’est pas celle qui a été écrite
said-questions-trail-unreadable = son texte ne peut pas être lu
said-questions-trail-other-column = la valeur de { $word-column } y est différente
said-questions-trail-other-time = son heure y est différente

# What is typed into filters and templates.
said-questions-any-domain = « any » demande un domaine
said-questions-any-domain-do = écrivez [('field', 'any', […])]
said-questions-template-foreign = le modèle d’import « { $name } » a été enregistré par quelqu’un d’autre ; enregistrez le vôtre sous un autre nom, ou laissez cela à un administrateur dont le rôle vaut partout
said-questions-template-name = le nom d’un modèle commence par une lettre et compte au plus 64 lettres, chiffres, espaces et « - », « _ » ou « . »

# What is no form.
said-questions-no-form = l’envoi doit être un formulaire ou du JSON ; envoyez Content-Type: application/x-www-form-urlencoded
said-questions-no-file-form = l’envoi doit être un formulaire avec un fichier ; envoyez Content-Type: multipart/form-data
