# Texts of dashboard.
