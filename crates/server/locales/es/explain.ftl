# Textos: explain.
