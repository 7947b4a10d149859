# Zones, sociétés et services.
places-areas-about = Les lieux auxquels les rôles locaux peuvent être limités. L’accès à une zone comprend tout ce qu’elle contient.
places-areas-all = Toutes les zones
places-area-find = Trouver une zone
places-name-or-code = Nom ou code
places-areas-none = Aucune zone pour l’instant
places-areas-none-about = Avec des zones, les rôles peuvent être limités au lieu de travail. Ajoutez-les une à une, ou importez une liste.
places-areas-more = Il y en a d’autres ; cherchez-les.
places-area-add = Ajouter une zone
places-area-below = Ajouter une zone dedans
places-area-new = Nouvelle zone
places-area-change = Modifier la zone
places-area = Zone
places-import = Importer
places-twist = afficher ou masquer ce qu’elle contient
places-local-rule = Les rôles locaux doivent avoir au moins une zone attribuée
places-global-rule = Les rôles globaux ne peuvent pas avoir de zones attribuées
places-choose = Choisissez une zone
places-choose-about = Vous voyez où elle se trouve, ce qu’elle contient et ce qui s’y réfère.
places-in = Dans
places-top = Tout en haut
places-to-top = Depuis le haut
places-in-it = Contient
places-below = { $count ->
    [one] Une zone
   *[other] { $count } zones
  }
places-refers = S’y réfère
places-ref-below = Juste en dessous : { $count }
places-ref-department = Services : { $count }
places-ref-user = Personnes : { $count }
places-ref-acting = Personnes qui agissent pour elle : { $count }
places-ref-reach = Lignes de rôle qui la nomment : { $count }
places-ref-line = Lignes de rôle pour ses membres : { $count }
places-ref-override = Exceptions qui la nomment : { $count }
places-ref-setting = Valeurs fixées là : { $count }
places-people-here = Personnes ici
places-defaults = Ce qui vaut ici
places-delete = Supprimer
places-delete-title = Supprimer ?
places-delete-about = Rien ne s’y réfère. Elle disparaît aussitôt ; recréez-la si besoin.
places-delete-not = Suppression impossible pour l’instant
places-delete-back = Retour
places-coverage = Couverture des zones
places-coverage-about = Dans quelles zones des personnes ont un rôle aujourd’hui, et dans lesquelles personne ne l’a.
places-bare = { $count ->
    [0] { $all ->
        [1] La seule zone a quelqu’un
       *[other] Les { $all } zones ont quelqu’un
    }
    [one] { $all ->
        [1] La seule zone n’a personne
       *[other] Une zone sur { $all } n’a personne
    }
   *[other] { $count } zones sur { $all } n’ont personne
  }
places-roles-none = Aucun rôle local
places-roles-none-about = Seuls les rôles locaux sont limités à des zones.
places-none-below = Aucune zone dedans
places-picture = Combien
places-within = Lignes de rôle ici
places-above = D’au-dessus
places-state = État
places-bare-seen = { $count ->
    [0] { $all ->
        [1] La seule zone a quelqu’un
       *[other] Les { $all } zones ont quelqu’un
    }
    [one] { $all ->
        [1] La seule zone n’a personne que vous puissiez voir
       *[other] Une zone sur { $all } n’a personne que vous puissiez voir
    }
   *[other] { $count } zones sur { $all } n’ont personne que vous puissiez voir
  }
places-nobody-seen = Personne que vous puissiez voir
places-nobody = Personne
places-covered = Couverte
places-companies-about = Votre organisation et celles qu’elle sert. Chacune a ses personnes, ses valeurs et ses places.
places-companies-all = Toutes les sociétés
places-companies-none = Aucune société pour l’instant
places-companies-none-about = Une société a ses propres personnes, services et réglages.
places-company-add = Ajouter une société
places-company-new = Nouvelle société
places-company-change = Modifier la société
places-company-find = Trouver une société
places-company = Société
places-companies-below = Sociétés en dessous
places-count = { $count ->
    [one] Une société
   *[other] { $count } sociétés
  }
places-count-least = { $count ->
    [one] Au moins une société
   *[other] Au moins { $count } sociétés
  }
places-provider = La nôtre
places-client = Cliente
places-whose = Type
places-code = Code
places-code-about = Court et définitif : il ne change jamais.
places-name = Nom
places-seats-head = Places
places-seats = { $used }, sans limite
places-seats-of = { $used } sur { $limit }
places-seats-full = Complet
places-seats-tight = Presque complet
places-full = { $name } n’a plus de place libre ({ $seats }). Personne n’est bloqué ; on ne peut ajouter personne tant qu’aucune place n’est libre ou que la limite n’est pas relevée.
places-departments = Services
places-departments-none = Aucun service pour l’instant
places-departments-about = Les rôles d’un service sont donnés à tous ceux qui en font partie, et en dessous.
places-department-add = Service
places-department-below = Ajouter un service en dessous
places-department-new = Nouveau service
places-department-change = Modifier le service
places-people = { $count ->
    [one] Une personne
   *[other] { $count } personnes
  }
places-people-many = Plus de { $count } personnes : trop pour les compter par service.
places-elsewhere = { $count ->
    [one] Une personne n’est dans aucun service.
   *[other] { $count } personnes ne sont dans aucun service.
  }
places-in-area = Se trouve dans
places-in-company = Appartient à
places-in-department = Sous le service
places-in-about = Son code. Vide pour tout en haut.
places-kind-of-area = Type
places-kind-of-area-about = Comment on l’appelle ici, par exemple province ou district.
places-zone = Fuseau horaire
places-zone-about = Dit quel jour il est pour ses membres, par exemple Europe/Paris. Vide pour celui de la société au-dessus.
places-record = Identifiant d’enregistrement
places-record-about = L’identifiant par lequel vos applications la connaissent, si elles en ont un.
places-moves = Ceci déplace { $name }, avec tout son contenu, vers { $to }.
places-moves-up = Ceci déplace { $name }, avec tout son contenu, tout en haut.
places-moves-about = Ceux dont les rôles y donnent accès changent aussitôt. Renvoyez si c’est voulu.
places-move = Déplacer
places-more = Autres actions
places-open = Ouvrir
places-defaults-about = Ce qui vaut pour ses membres, sauf indication plus proche.
places-security-about = Mots de passe, second facteur, sessions et réseaux de ses membres.
places-lines = Rôles pour tous ici
places-lines-about = Tous ceux qui en font partie les ont.
places-import-title = Importer des zones
places-import-about = Une liste est reprise en entier ou pas du tout. Les zones qu’elle ne nomme pas restent.
places-import-file = La liste
places-import-choose = Tableau (CSV, UTF-8)
places-import-columns = Colonnes ; les trois dernières sont facultatives :
places-import-only-new = Ajouter seulement de nouvelles zones
places-import-only-new-about = Les lignes sur des zones existantes qui diffèrent sont refusées.
places-import-try = Essayer
places-import-take = Reprendre
places-import-tried = Ce que cela donnerait
places-import-created = { $count ->
    [one] Une nouvelle
   *[other] { $count } nouvelles
  }
places-import-changed = { $count ->
    [one] Une modifiée
   *[other] { $count } modifiées
  }
places-import-unchanged = { $count ->
    [one] Une inchangée
   *[other] { $count } inchangées
  }
places-import-refused = { $count ->
    [one] Une refusée
   *[other] { $count } refusées
  }
places-import-more = { $count ->
    [one] Une autre ligne n’est pas affichée.
   *[other] { $count } autres lignes ne sont pas affichées.
  }
places-import-mend = Corrigez les lignes refusées et réessayez. Rien n’est repris avant.
places-import-idle = Tout est déjà comme le dit la liste.
places-import-again = La liste est longue : choisissez-la à nouveau ci-dessous et reprenez-la.
places-row = Ligne
places-reason = Pourquoi
places-row-created = Nouvelle
places-row-changed = Modifiée
places-row-unchanged = Inchangée
places-row-refused = Refusée
done-place-made = C’est créé.
done-place-changed = C’est modifié.
done-place-deleted = C’est supprimé.
done-areas-taken = La liste a été reprise.
places-was-top = C’était tout en haut.
places-was-in = C’était dans
places-move-back = Remettre où c’était
done-place-moved = C’est déplacé, avec tout ce qui est en dessous.
