# Lettres et messages courts.

greeting = Bonjour { $name },
greeting-anybody = Bonjour,
link-by-hand = Si le bouton ne fonctionne pas, copiez cette adresse dans votre navigateur :
footer = Ce message a été envoyé automatiquement par { $service } ; les réponses peuvent ne pas être lues.

invitation =
    .subject = Votre compte { $service } vous attend
    .body =
        { $from ->
            [both] { $inviter } a créé un compte pour vous, pour { $company }.
            [inviter] { $inviter } a créé un compte pour vous.
            [company] Un compte a été créé pour vous, pour { $company }.
           *[nobody] Un compte a été créé pour vous.
        }

        Suivez le lien pour choisir comment vous connecter.
    .action = Activer mon compte
    .after =
        { $days ->
            [one] Le lien est valable { $days } jour et ne sert qu’une fois.
           *[other] Le lien est valable { $days } jours et ne sert qu’une fois.
        }

        Si vous n’attendiez pas ce message, ignorez-le : rien ne se passera sans vous.

password-reset =
    .subject = Choisissez un nouveau mot de passe pour { $service }
    .body = Quelqu’un, sans doute vous, a signalé que le mot de passe de votre compte est oublié.
    .action = Choisir un nouveau mot de passe
    .after =
        { $minutes ->
            [one] Le lien est valable { $minutes } minute et ne sert qu’une fois.
           *[other] Le lien est valable { $minutes } minutes et ne sert qu’une fois.
        }

        Si ce n’était pas vous, vous n’avez rien à faire. Votre mot de passe reste inchangé.

password-reset-by-administrator =
    .subject = Merci de choisir un nouveau mot de passe pour { $service }
    .body =
        { $from ->
            [administrator] { $administrator } vous demande de choisir un nouveau mot de passe.
           *[nobody] L’administration vous demande de choisir un nouveau mot de passe.
        }
    .action = Choisir un nouveau mot de passe
    .after =
        { $hours ->
            [one] Le lien est valable { $hours } heure et ne sert qu’une fois.
           *[other] Le lien est valable { $hours } heures et ne sert qu’une fois.
        }

        Personne ne vous demandera jamais votre mot de passe, pas même l’administration.

verify-email =
    .subject = Merci de confirmer votre adresse pour { $service }
    .body = Quelqu’un, sans doute vous, souhaite utiliser cette adresse avec { $service }. Merci de confirmer qu’elle est à vous.
    .action = Confirmer mon adresse
    .after =
        { $hours ->
            [one] Le lien est valable { $hours } heure et ne sert qu’une fois.
           *[other] Le lien est valable { $hours } heures et ne sert qu’une fois.
        }

        Si ce n’était pas vous, ignorez ce message : l’adresse ne sera pas utilisée.

email-change-asked =
    .subject = Une autre adresse a été demandée pour votre compte { $service }
    .body =
        { $hours ->
            [one] D’ici une heure, vos messages iront à { $new } si le lien qui y a été envoyé est suivi.
           *[other] D’ici { $hours } heures, vos messages iront à { $new } si le lien qui y a été envoyé est suivi.
        }
    .after = Si la demande ne vient pas de vous, choisissez tout de suite un autre mot de passe : ce lien n’ouvrira alors plus rien.

email-changed =
    .subject = L’adresse de votre compte { $service } a été modifiée
    .body = Jusqu’ici, vos messages étaient envoyés à { $old }. Ils le seront désormais à { $new }.
    .after = Si cette modification n’est pas de votre fait, prévenez tout de suite votre administrateur.

sign-in-code =
    .subject = Votre code de connexion à { $service }
    .body = Voici votre code :
    .after =
        { $minutes ->
            [one] Il est valable { $minutes } minute et ne sert qu’une fois.
           *[other] Il est valable { $minutes } minutes et ne sert qu’une fois.
        }

        Ne le communiquez à personne. Si vous n’êtes pas en train de vous connecter, quelqu’un connaît votre mot de passe : changez-le.
    .sms =
        { $minutes ->
            [one] { $code } est votre code pour { $service }, valable { $minutes } minute. Ne le communiquez à personne.
           *[other] { $code } est votre code pour { $service }, valable { $minutes } minutes. Ne le communiquez à personne.
        }

new-device =
    .subject = Nouvelle connexion à votre compte { $service }
    .body =
        Quelqu’un s’est connecté à votre compte depuis un appareil que nous ne connaissions pas.

        Appareil : { $device }
        Adresse réseau : { $address }
        Date : { $when }
    .action = Ce n’était pas moi
    .after = Si c’était vous, il n’y a rien à faire. Sinon, le lien déconnecte cet appareil et vous permet de choisir un nouveau mot de passe.
    .sms = { $service } : nouvelle connexion à votre compte depuis { $device }, { $when }. Ce n’était pas vous ? Changez votre mot de passe.

password-changed =
    .subject = Votre mot de passe { $service } a été modifié
    .body = Le mot de passe de votre compte a été modifié le { $when }.
    .after = Si ce n’était pas vous, choisissez-en tout de suite un nouveau et prévenez votre administrateur.
    .sms = { $service } : votre mot de passe a été modifié le { $when }. Ce n’était pas vous ? Prévenez votre administrateur.

factor-added =
    .subject = Un moyen de connexion à { $service } a été ajouté
    .body = « { $what } » peut servir de seconde étape pour se connecter à votre compte depuis le { $when }.
    .after = Si cet ajout n’est pas de votre fait, changez votre mot de passe et prévenez votre administrateur.

factor-removed =
    .subject = Un moyen de connexion à { $service } a été retiré
    .body = « { $what } » ne permet plus de se connecter à votre compte. Il a été retiré le { $when }.
    .after = Si ce retrait n’est pas de votre fait, changez votre mot de passe et prévenez votre administrateur.

passkey-added =
    .subject = Une clé d’accès a été ajoutée à votre compte { $service }
    .body = La clé d’accès « { $what } » permet de se connecter à votre compte depuis le { $when }.
    .after = Si cet ajout n’est pas de votre fait, changez votre mot de passe et prévenez votre administrateur.

key-created =
    .subject = Une clé vers votre compte { $service } a été créée
    .body = La clé « { $what } », qui commence par { $prefix }, a été créée le { $when }. Un programme qui la possède agit en votre nom.
    .after = Si vous ne l’avez pas créée, supprimez-la et changez votre mot de passe.

recovery-code-used =
    .subject = Un code de secours a été utilisé sur { $service }
    .body =
        Quelqu’un s’est connecté à votre compte avec un code de secours le { $when }.

        { $left ->
            [0] Il ne vous reste aucun code. Créez-en de nouveaux tant que vous pouvez encore vous connecter.
            [one] Il vous reste { $left } code.
           *[other] Il vous reste { $left } codes.
        }
    .after = Si ce n’était pas vous, créez de nouveaux codes, changez votre mot de passe et prévenez votre administrateur.

account-locked =
    .subject = Trop de tentatives de connexion à { $service }
    .body =
        Depuis le { $when }, quelqu’un a essayé trop souvent de se connecter à votre compte avec un mauvais mot de passe.

        { $minutes ->
            [one] Pendant { $minutes } minute, personne ne peut se connecter depuis un appareil que vous n’avez pas déjà utilisé.
           *[other] Pendant { $minutes } minutes, personne ne peut se connecter depuis un appareil que vous n’avez pas déjà utilisé.
        }
    .after = Là où vous êtes connecté, vous le restez. Si ce n’était pas vous, il n’y a rien à faire ; si cela continue, prévenez votre administrateur.
    .sms = { $service } : trop de tentatives de connexion à votre compte. Ce n’était pas vous ? Prévenez votre administrateur.

admin-alert =
    .subject =
        { $service } : { $alert ->
            [failed_sign_ins] de nombreuses connexions échouent
            [locked_accounts] de nombreux comptes sont bloqués
            [many_accounts_tried] une adresse essaie de nombreux comptes
           *[last_factor] un compte a perdu son dernier second facteur
        }
    .body =
        { $alert ->
            [failed_sign_ins] { $count } tentatives de connexion ont échoué.
            [locked_accounts] { $count } comptes ont été bloqués après trop de tentatives.
            [many_accounts_tried] { $count } comptes ont été essayés depuis une même adresse réseau.
           *[last_factor] Nombre de comptes tenus à un second facteur qui ont perdu le dernier : { $count }.
        }

        { $minutes ->
            [one] Tout cela en { $minutes } minute.
           *[other] Tout cela en { $minutes } minutes.
        }
    .after = Le rapport des connexions et « bailiwick doctor » en disent plus.
    .sms =
        { $service } : { $alert ->
            [failed_sign_ins] { $count } connexions échouées
            [locked_accounts] { $count } comptes bloqués
            [many_accounts_tried] { $count } comptes essayés depuis une adresse
           *[last_factor] comptes sans second facteur : { $count }
        } ({ $minutes } min)

trial =
    .subject = Un message d’essai de { $service }
    .body = Ce message a été demandé le { $when } pour vérifier que les messages arrivent. C’est le cas.
    .after = Il n’y a rien à faire.
    .sms = { $service } : message d’essai du { $when }. Les messages arrivent.
