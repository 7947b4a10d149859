# Texts of policy.
