# Textes : places.
