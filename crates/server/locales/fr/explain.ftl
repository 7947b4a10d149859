# Textes : explain.
