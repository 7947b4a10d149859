# People, roles, places and pages by a few letters.
search-title = Search
search-about = People, roles, areas, companies and pages, as far as you may see them.
search-do = Search
search-found = What was found
search-pages = Pages
search-nothing-typed = Type a few letters of a name.
search-none = Nothing that you may see is called so.
search-more-people = All people who match
