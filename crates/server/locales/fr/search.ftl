# People, roles, places and pages by a few letters.
search-title = Recherche
search-about = Personnes, rôles, zones, entreprises et pages que vous pouvez voir.
search-do = Chercher
search-found = Ce qui a été trouvé
search-pages = Pages
search-nothing-typed = Tapez quelques lettres d’un nom.
search-none = Rien de ce que vous pouvez voir ne s’appelle ainsi.
search-more-people = Toutes les personnes trouvées
