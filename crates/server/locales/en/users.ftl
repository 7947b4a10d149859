# Texts of users.
