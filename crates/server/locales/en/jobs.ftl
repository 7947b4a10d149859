# Texts of jobs.
