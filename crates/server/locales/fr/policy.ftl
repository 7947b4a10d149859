# Textes : policy.
