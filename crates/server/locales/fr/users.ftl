# Textes : users.
