//! The order in which Odoo would load modules and their files.
//!
//! References are settled after everything is read, so the order only decides which file has the last word about a
//! field that several files write.

use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, Kind, Level, Manifest, Place, Source};

/// Sources in load order, and what manifests say against them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadOrder {
    /// The sources.
    pub sources: Vec<Source>,
    /// Manifests that cannot be read, and files that no manifest loads.
    pub findings: Vec<Finding>,
}

/// Puts modules after those they depend on, otherwise in the order given. Dependencies outside `modules` and modules
/// without manifest change nothing; a circle is entered at its first module.
#[must_use]
pub fn module_order(modules: &[String], manifests: &BTreeMap<String, Manifest>) -> Vec<String> {
    let position: BTreeMap<&str, usize> =
        modules.iter().enumerate().rev().map(|(n, m)| (m.as_str(), n)).collect();
    let mut waiting: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let mut needed_by: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (module, at) in &position {
        let depends = manifests.get(*module).map(|manifest| manifest.depends.as_slice()).unwrap_or_default();
        let needs: BTreeSet<_> = depends.iter().filter_map(|m| position.get(m.as_str())).copied().collect();
        for need in &needs {
            needed_by.entry(*need).or_default().push(*at);
        }
        waiting.insert(*at, needs);
    }
    let mut ready: BTreeSet<usize> =
        waiting.iter().filter(|(_, needs)| needs.is_empty()).map(|(at, _)| *at).collect();
    let mut order = Vec::with_capacity(waiting.len());
    while let Some(next) = ready.pop_first().or_else(|| waiting.keys().next().copied()) {
        if waiting.remove(&next).is_none() {
            continue;
        }
        order.extend(modules.get(next).cloned());
        for after in needed_by.remove(&next).unwrap_or_default() {
            if waiting.get_mut(&after).is_some_and(|needs| needs.remove(&next) && needs.is_empty()) {
                ready.insert(after);
            }
        }
    }
    order
}

/// Puts sources in load order: modules by their dependencies, files of a module as its manifest lists them, files it
/// does not list last. `manifests` are the texts of `__manifest__.py` by module; any may be missing.
#[must_use]
pub fn load_order(sources: Vec<Source>, manifests: &BTreeMap<String, String>) -> LoadOrder {
    let mut findings = Vec::new();
    let mut read = BTreeMap::new();
    for (module, text) in manifests {
        match Manifest::parse(text) {
            Ok(manifest) => _ = read.insert(module.clone(), manifest),
            Err(why) => findings.push(finding(
                &format!("{module}/__manifest__.py"),
                Level::Unresolved,
                module,
                format!("the manifest was not read: {why}"),
                "the order given is kept for this module",
            )),
        }
    }
    let modules: Vec<String> = sources.iter().map(|source| source.module.clone()).collect();
    let order = module_order(&modules, &read);
    let rank: BTreeMap<&str, usize> =
        order.iter().enumerate().map(|(n, module)| (module.as_str(), n)).collect();
    let listed: BTreeMap<&str, BTreeMap<&str, usize>> =
        read.iter().map(|(m, list)| (m.as_str(), files(list))).collect();
    let mut keyed: Vec<_> =
        sources.into_iter().map(|source| (sort_key(&source, &rank, &listed), source)).collect();
    keyed.sort_by_key(|(key, _)| *key);
    for ((_, file), source) in &keyed {
        if *file == usize::MAX && read.contains_key(&source.module) {
            let why =
                "the module's manifest does not list the file, so Odoo does not load it; it was read last";
            let remedy = "leave the file out if it is not in use";
            findings.push(finding(&source.path, Level::Note, &source.module, why.to_owned(), remedy));
        }
    }
    LoadOrder { sources: keyed.into_iter().map(|(_, source)| source).collect(), findings }
}

fn files(manifest: &Manifest) -> BTreeMap<&str, usize> {
    manifest.data.iter().enumerate().map(|(n, file)| (file.as_str(), n)).collect()
}

fn sort_key(
    source: &Source,
    rank: &BTreeMap<&str, usize>,
    listed: &BTreeMap<&str, BTreeMap<&str, usize>>,
) -> (usize, usize) {
    let path = source.path.replace('\\', "/");
    let marker = format!("{}/", source.module);
    let relative = path.rfind(&marker).and_then(|at| path.get(at + marker.len()..)).unwrap_or(&path);
    let file = listed.get(source.module.as_str()).and_then(|files| files.get(relative));
    (rank.get(source.module.as_str()).copied().unwrap_or(usize::MAX), file.copied().unwrap_or(usize::MAX))
}

fn finding(path: &str, level: Level, subject: &str, why: String, remedy: &str) -> Finding {
    let (place, subject, remedy) = (Place::new(path, 1), subject.to_owned(), remedy.to_owned());
    Finding { level, kind: Kind::Other, place, subject, why, remedy, times: 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depends(all: &[(&str, &[&str])]) -> BTreeMap<String, Manifest> {
        let manifest =
            |on: &[&str]| Manifest { depends: on.iter().map(|m| (*m).to_owned()).collect(), data: vec![] };
        all.iter().map(|(module, on)| ((*module).to_owned(), manifest(on))).collect()
    }

    fn order(modules: &[&str], manifests: &BTreeMap<String, Manifest>) -> Vec<String> {
        module_order(&modules.iter().map(|m| (*m).to_owned()).collect::<Vec<_>>(), manifests)
    }

    #[test]
    fn modules_follow_what_they_depend_on_and_else_keep_their_place() {
        let manifests = depends(&[("grants", &["registry", "stock"]), ("registry", &["base"])]);
        assert_eq!(
            order(&["grants", "audit", "registry", "base"], &manifests),
            ["audit", "base", "registry", "grants"]
        );
        assert_eq!(order(&["b", "a", "b"], &BTreeMap::new()), ["b", "a"]);
    }

    #[test]
    fn a_circle_is_entered_at_its_first_module() {
        let manifests = depends(&[("a", &["b"]), ("b", &["a"]), ("c", &["c", "b"])]);
        assert_eq!(order(&["c", "b", "a"], &manifests), ["c", "b", "a"]);
        assert_eq!(order(&["a", "b"], &manifests), ["a", "b"]);
    }

    #[test]
    fn files_follow_the_manifest() {
        let source = |path: &str| Source { module: "m".into(), path: path.into(), text: String::new() };
        let manifests = BTreeMap::from([
            ("m".to_owned(), "{'data': ['security/b.xml', 'security/a.xml']}".to_owned()),
            ("n".to_owned(), "run()".to_owned()),
        ]);
        let sources =
            vec![source("x/m/security/old.xml"), source("x/m/security/a.xml"), source("m\\security\\b.xml")];
        let ordered = load_order(sources, &manifests);
        let paths: Vec<_> = ordered.sources.iter().map(|source| source.path.as_str()).collect();
        assert_eq!(paths, ["m\\security\\b.xml", "x/m/security/a.xml", "x/m/security/old.xml"]);
        let notes: Vec<_> = ordered.findings.iter().map(|f| (f.level, f.place.to_string())).collect();
        let expected = [(Level::Unresolved, "n/__manifest__.py:1"), (Level::Note, "x/m/security/old.xml:1")];
        assert_eq!(notes, expected.map(|(level, place)| (level, place.to_owned())));
    }
}
