# Texts of explain.
