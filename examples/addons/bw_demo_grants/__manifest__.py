# Adds to the household registry, as a module of somebody else would.
{
    "name": "Household grants (example)",
    "version": "19.0.1.0.0",
    "depends": ["bw_demo"],
    "data": [
        "security/security.xml",
        "security/ir.model.access.csv",
        "data/roles.xml",
    ],
    "license": "LGPL-3",
}
