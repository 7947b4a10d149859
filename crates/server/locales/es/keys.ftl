# Textos: keys.
