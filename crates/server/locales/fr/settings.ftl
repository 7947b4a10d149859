# Textes : settings.
