# Texts of search.
