# Textos: users.
