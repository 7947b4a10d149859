//! Facts about Odoo's access rules and domains, in our own words and data: each is one named case.

mod combination;
mod domains;
mod own_record;
mod references;
