# Textos: settings.
