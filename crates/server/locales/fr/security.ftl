# Clés d’accès, et ce que chacun fait pour sa propre sécurité.
sign-in-with-passkey = Se connecter avec une clé d’accès
sign-in-wrong-passkey = Cette clé d’accès n’a pas fonctionné ici. Réessayez ou connectez-vous autrement.
or-password = ou utilisez votre mot de passe
or-code = ou tapez un code
or-passkey = ou utilisez plutôt une clé d’accès
use-passkey = Utiliser votre clé d’accès ou clé de sécurité
second-passkey-title = Utilisez votre clé d’accès
second-passkey-about = Votre clé d’accès ou clé de sécurité montre que c’est bien vous.
passkey-make = Créer une clé d’accès
passkey-failed = La clé d’accès n’a pas fonctionné. Réessayez dans un instant ou utilisez un autre moyen.
passkey-stopped = L’opération a été interrompue ou a pris trop de temps. Réessayez.
passkey-known = Cet appareil a déjà une clé d’accès à vous. Utilisez un autre appareil.
passkey-needs-script = Les clés d’accès ont besoin de scripts et d’un navigateur qui les connaît. Activez les scripts ou changez de navigateur.
passkey-other-site = La clé d’accès a été créée à une autre adresse que la nôtre. Ouvrez la bonne et réessayez.
passkey-over = Cela a pris trop de temps ou a été terminé dans une autre fenêtre. Réessayez.
passkey-not-verified = L’appareil n’a demandé ni code PIN, ni doigt, ni visage. Configurez-en un ou utilisez un autre appareil.
passkey-not-allowed = Votre organisation n’admet pas ce type d’appareil. Utilisez-en un qu’elle admet.
passkey-refused = Cette clé d’accès n’a pas été acceptée. Réessayez ou utilisez un autre appareil.
factor-name = Nom
factor-name-hint = Pour la reconnaître, par exemple Clé bleue ou Téléphone du bureau.
factor-misnamed = Donnez-lui un nom de 1 à 60 caractères, sur une ligne.
agent-on = { $browser } sur { $system }
skip = Aller au contenu
main-navigation = Navigation principale
overview = Aperçu
my-account = Mon compte
breadcrumb = Où vous êtes
open-menu = Ouvrir le menu
close-menu = Fermer le menu
switch-theme = Passer du clair au sombre
your-account = Votre compte :
cancel = Annuler
change = Modifier
rename = Renommer
remove = Supprimer
security-title = Connexion et sécurité
security-about = Comment vous montrez que c’est vous, et où vous êtes connecté.
passkeys = Clés d’accès
passkeys-about = Connectez-vous avec votre doigt, votre visage ou une clé de sécurité. Rien à retenir, rien à voler.
passkeys-none = Vous n’en avez pas encore.
add-passkey = Ajouter une clé d’accès
second-factor = Second facteur
second-required = Exigé par votre organisation
authenticators-none = Pas encore d’application d’authentification.
add-authenticator = Ajouter une application
authenticator = Application d’authentification
factor-used = Ajouté le { $added }, utilisé la dernière fois le { $used }
factor-unused = Ajouté le { $added }, pas encore utilisé
recovery-codes = Codes de secours
recovery-left = { $count ->
    [0] Il n’y en a aucun.
    [one] Il en reste un. Il ne sert qu’une fois.
   *[other] Il en reste { $count }. Chacun ne sert qu’une fois.
  }
recovery-new = Nouveaux codes
recovery-title = Codes de secours
recovery-about = Pour le jour où votre téléphone ou votre clé n’est pas à portée de main. Chaque code sert une fois, avec votre mot de passe.
recovery-warn = Vous recevez dix nouveaux codes. Ceux que vous avez cessent de fonctionner.
recovery-make = Créer de nouveaux codes
recovery-once = Imprimez-les ou notez-les maintenant. Ils ne sont affichés que cette fois.
recovery-kept = Je les ai conservés
sessions = Où vous êtes connecté
session-this = Cette session
session-told = { $address }, depuis le { $since }
session-seen = Vu la dernière fois le { $when }
end-session = Mettre fin
end-others = Se déconnecter partout ailleurs
devices = Navigateurs connus
devices-about = Un navigateur auquel vous faites confiance ne demande pas votre second facteur pendant quelque temps.
devices-none = Aucun n’est connu.
device-told = { $network }, la dernière fois le { $when }
device-trusted = De confiance jusqu’au { $until }
forget-device = Oublier
password-set = Choisi le { $when }.
password-none = Vous n’avez pas de mot de passe.
password-wrong = Le mot de passe actuel est faux. Tapez-le encore une fois.
present-password = Mot de passe actuel
change-password = Changer le mot de passe
authenticator-new-title = Ajouter une application d’authentification
authenticator-new-about = Une application de votre téléphone qui affiche six chiffres, nouveaux toutes les 30 secondes.
passkey-new-title = Ajouter une clé d’accès
passkey-new-about = Votre appareil demande votre doigt, votre visage ou son code PIN, et garde la clé d’accès.
passkey-kind = À quoi elle sert
passkey-kind-alone = Clé d’accès
passkey-kind-alone-about = Elle vous connecte à elle seule. L’appareil doit vous reconnaître par un code PIN, un doigt ou un visage.
passkey-kind-second = Clé de sécurité comme second facteur
passkey-kind-second-about = Avec votre mot de passe. Les clés sans code PIN conviennent.
passkey-taken = Cette clé d’accès appartient à un autre compte. Utilisez un autre appareil.
factor-passkey-title = Clé d’accès
factor-totp-title = Application d’authentification
factor-remove-title = La supprimer
factor-remove-passkey = Elle ne vous connecte plus. Supprimez-la aussi sur l’appareil.
factor-remove-totp = Ses codes ne fonctionnent plus. Supprimez aussi l’entrée dans l’application.
done-passkey-added = La clé d’accès a été ajoutée.
done-authenticator-added = L’application d’authentification a été ajoutée.
done-renamed = Le nouveau nom est enregistré.
done-removed = C’est supprimé.
done-session-ended = La session est terminée.
done-sessions-ended = Vous êtes déconnecté partout ailleurs.
done-device-forgotten = Le navigateur est oublié.
done-password-changed = Vous avez un nouveau mot de passe.
step-up-title = Montrez que c’est vous
step-up-about = Ceci mérite d’être protégé. On ne vous le redemande qu’après quelques minutes.
step-up-or = ou
step-up-wrong = Ce n’est pas votre mot de passe. Tapez-le encore une fois.
step-up-none = Il n’y a rien que vous puissiez montrer ici. Adressez-vous à la personne qui gère votre compte.
strength = À quel point il est difficile à deviner
strength-fair = Il convient. Un mot de plus le rend meilleur.
strength-good = Il est difficile à deviner.
strength-common = Il ressemble beaucoup à un mot de passe que beaucoup de gens prennent.
strength-word = Un seul mot ou nom est facile à deviner. Prenez-en plusieurs.
strength-keys = Les rangées de touches sont faciles à deviner.
strength-repetition = Ce qui se répète est facile à deviner.
strength-sequence = Les suites comme abc ou 6543 sont faciles à deviner.
strength-date = Les dates et les années sont faciles à deviner.
strength-disguise = Des signes à la place de lettres et une majuscule au début aident peu.
strength-words = Ajoutez un ou deux mots que personne n’attend là.
password-too-short = Prenez au moins { $count } caractères, par exemple quatre ou cinq mots.
password-lower = { $count ->
    [one] Il faut une lettre minuscule.
   *[other] Il faut { $count } lettres minuscules.
  }
password-upper = { $count ->
    [one] Il faut une lettre majuscule.
   *[other] Il faut { $count } lettres majuscules.
  }
password-digit = { $count ->
    [one] Il faut un chiffre.
   *[other] Il faut { $count } chiffres.
  }
password-symbol = { $count ->
    [one] Il faut un caractère qui n’est ni lettre ni chiffre.
   *[other] Il faut { $count } caractères qui ne sont ni lettres ni chiffres.
  }
password-common = C’est l’un des mots de passe les plus courants. Prenez-en un autre.
password-breached = Ce mot de passe a été divulgué lors d’une fuite d’un autre service. Prenez-en un que vous n’utilisez nulle part ailleurs.
password-context = Il contient « { $word } », que d’autres savent de vous. Enlevez-le.
password-too-weak = Il est facile à deviner. Ajoutez un ou deux mots que personne n’attend là.
password-used-before = { $count ->
    [one] C’est le mot de passe que vous aviez. Prenez-en un autre.
   *[other] C’est l’un de vos { $count } derniers mots de passe. Prenez-en un que vous n’avez pas eu.
  }
password-empty = Tapez un mot de passe.
password-too-long = Un mot de passe a au plus 128 caractères.
password-control = Il contient un caractère qui n’est pas du texte, comme une tabulation. Enlevez-le.
