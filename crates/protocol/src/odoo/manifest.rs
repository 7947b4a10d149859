//! `__manifest__.py`: which modules a module needs and which files it loads.

use super::python::{self, Literal};

/// What a manifest says about loading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Modules that are loaded before this one.
    pub depends: Vec<String>,
    /// Files that are loaded, in this order, relative to the module.
    pub data: Vec<String>,
}

impl Manifest {
    /// Reads the dictionary that a manifest is, without running it.
    ///
    /// # Errors
    /// A sentence when the text is not a literal dictionary, or one of the two lists is not a list of texts.
    pub fn parse(text: &str) -> Result<Self, String> {
        let literal =
            python::parse(text.trim_start_matches('\u{feff}')).map_err(|error| error.to_string())?;
        let Literal::Dict(entries) = literal else {
            return Err("a manifest is one dictionary, this is something else".to_owned());
        };
        let mut manifest = Self::default();
        for (key, value) in &entries {
            match key.text() {
                Some("depends") => manifest.depends = texts("depends", value)?,
                Some("data") => manifest.data = texts("data", value)?,
                _ => {}
            }
        }
        Ok(manifest)
    }
}

fn texts(key: &str, value: &Literal) -> Result<Vec<String>, String> {
    let items = value.items().ok_or_else(|| format!("{key} is not a list"))?;
    let text =
        |item: &Literal| item.text().map(str::to_owned).ok_or_else(|| format!("{key} holds more than texts"));
    items.iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_read_and_never_run() {
        let text = "# -*- coding: utf-8 -*-\n{\n 'name': 'Demo', 'version': '19.0.1.0', 'depends': ['base', \"web\"],\n\
                    'data': ['security/groups.xml',\n# 'security/old.xml',\n], 'auto_install': False, 'sequence': -5}\n";
        let manifest = Manifest::parse(text).unwrap();
        assert_eq!(manifest.depends, ["base", "web"]);
        assert_eq!(manifest.data, ["security/groups.xml"]);
        assert!(Manifest::parse("{'depends': [__import__('os')]}").unwrap_err().contains("__import__"));
        assert!(Manifest::parse("['base']").unwrap_err().contains("dictionary"));
        assert!(Manifest::parse("{'depends': 'base'}").unwrap_err().contains("not a list"));
    }
}
