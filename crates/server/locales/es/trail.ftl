# Textos: trail.
