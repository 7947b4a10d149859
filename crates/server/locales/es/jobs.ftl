# Textos: jobs.
