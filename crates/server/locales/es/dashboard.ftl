# Textos: dashboard.
