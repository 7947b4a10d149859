# Texts of places.
