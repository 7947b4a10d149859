# Texts of keys.
