# Textes : person.
