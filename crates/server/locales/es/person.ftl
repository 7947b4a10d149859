# Textos: person.
