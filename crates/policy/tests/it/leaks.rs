//! Ways in which access leaks elsewhere, each tried here.

mod places;
mod searches;
