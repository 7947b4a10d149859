//! A bar on the terminal while something takes long; nothing when nobody looks.

use std::{io::IsTerminal, time::Duration};

use bailiwick_app::Progress;
use indicatif::{ProgressBar, ProgressStyle};

/// Shows how far a use case has come, on standard error.
pub(crate) struct Bar(Option<ProgressBar>);

impl Bar {
    /// A bar, if standard error is a terminal.
    pub(crate) fn new() -> Self {
        Self(std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new_spinner();
            bar.enable_steady_tick(Duration::from_millis(100));
            bar
        }))
    }

    pub(crate) fn tell(&self, progress: Progress<'_>) {
        let Some(bar) = &self.0 else { return };
        let template = if progress.total > 0 {
            "{spinner} {msg} {wide_bar} {pos}/{len}"
        } else {
            "{spinner} {msg} {pos}"
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        if progress.total > 0 {
            bar.set_length(progress.total as u64);
        }
        bar.set_message(progress.stage.to_owned());
        bar.set_position(progress.done as u64);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
