# Textes : me.
