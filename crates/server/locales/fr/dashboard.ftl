# Textes : dashboard.
