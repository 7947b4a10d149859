# Textos: policy.
