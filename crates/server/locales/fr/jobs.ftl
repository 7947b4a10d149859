# Textes : jobs.
