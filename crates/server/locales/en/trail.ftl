# Texts of trail.
