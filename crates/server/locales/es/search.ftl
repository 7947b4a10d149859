# Textos: search.
