# Texts of person.
