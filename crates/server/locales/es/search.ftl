# People, roles, places and pages by a few letters.
search-title = Búsqueda
search-about = Personas, roles, zonas, empresas y páginas que puede ver.
search-do = Buscar
search-found = Lo encontrado
search-pages = Páginas
search-nothing-typed = Escriba unas letras de un nombre.
search-none = Nada de lo que puede ver se llama así.
search-more-people = Todas las personas encontradas
