# Texts of settings.
