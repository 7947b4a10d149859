# What Odoo would load, in this order.
{
    "name": "Household registry (example)",
    "summary": "Groups, rights, rules and roles of an invented household registry",
    "version": "19.0.1.0.0",
    "depends": ["base"],
    "data": [
        "security/groups.xml",
        "security/ir.model.access.csv",
        "security/rules.xml",
        "data/user_roles.xml",
    ],
    "license": "LGPL-3",
}
