# Textos: places.
