# Pages qui ont trait aux lettres : les liens envoyés, et comment les demander.
forgot-password = Mot de passe oublié ?
forgotten-title = Réinitialiser votre mot de passe
forgotten-about = Saisissez votre adresse e-mail ou votre identifiant. Si un compte existe, nous envoyons un lien qui fonctionne une fois, pendant 30 minutes.
forgotten-submit = Envoyer le lien
forgotten-asked-title = Consultez votre boîte aux lettres
forgotten-asked-about = Si un compte existe, une lettre contenant un lien est en route vers son adresse. Si rien n’arrive d’ici quelques minutes, regardez parmi les messages indésirables ou adressez-vous à la personne qui gère votre compte.
forgotten-no-mail = Aucune lettre n’est envoyée d’ici. Demandez un nouveau mot de passe à la personne qui gère votre compte.
sign-in-dead-link = Ce lien a déjà servi, est trop ancien, ou un plus récent a été envoyé. Demandez-en un autre.
reset-title = Choisissez un nouveau mot de passe
reset-about = Vous avez suivi le lien que nous vous avons envoyé. Si votre compte a un second facteur, il vous sera d’abord demandé.
invitation-title = Bienvenue
invitation-about = Un compte a été créé pour vous. Continuez pour choisir votre mot de passe et vous connecter.
link-name = Nom
link-by = Invitation de
link-ends = Valable jusqu’au
link-once = Le lien fonctionne une fois. Ne continuez que si vous pouvez terminer maintenant.
