//! Where programs of this user keep their files.

use std::{collections::BTreeMap, path::PathBuf};

/// The directories that the environment names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    data_home: Option<PathBuf>,
    home: Option<PathBuf>,
}

impl Places {
    /// Reads `XDG_DATA_HOME` and `HOME`. As the XDG specification has it, relative paths do not count.
    #[must_use]
    pub fn of(environment: &BTreeMap<String, String>) -> Self {
        let absolute =
            |name: &str| environment.get(name).map(PathBuf::from).filter(|path| path.is_absolute());
        Self { data_home: absolute("XDG_DATA_HOME"), home: absolute("HOME") }
    }

    /// Where data is kept; the current directory when the environment says nothing.
    #[must_use]
    pub fn data_dir(&self) -> PathBuf {
        let data_home = self.data_home.clone().or_else(|| Some(self.home.as_ref()?.join(".local/share")));
        data_home.map_or_else(|| PathBuf::from("bailiwick-data"), |path| path.join("bailiwick"))
    }
}
