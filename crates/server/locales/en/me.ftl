# Texts of me.
