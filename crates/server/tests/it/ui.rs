//! Pages of the console and of the portal: what each actor sees, what he can do there, and what stays inert.

mod me;
mod weight;
