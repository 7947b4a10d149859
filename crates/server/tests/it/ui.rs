//! The pages of the console and of the portal.

mod weight;
