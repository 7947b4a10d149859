# Textes : search.
