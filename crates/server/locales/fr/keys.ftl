# Textes : keys.
