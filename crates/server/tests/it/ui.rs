//! Pages of the console, as a browser without scripts sees them.

mod person;
