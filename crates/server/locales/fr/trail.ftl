# Textes : trail.
