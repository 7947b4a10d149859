//! What we build on: licences we accept, from the registry only.

use serde_json::Value;

use super::{Finding, spdx};

/// `deny.toml` says the same to cargo-deny; a test compares the two.
const ACCEPTED: [&str; 11] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MPL-2.0",
    "Unicode-3.0",
    "Zlib",
];

/// `metadata` is what `cargo metadata` says of the whole tree.
pub(crate) fn check(metadata: &Value) -> Vec<Finding> {
    let root = metadata.get("workspace_root").and_then(Value::as_str).unwrap_or_default();
    let packages = metadata.get("packages").and_then(Value::as_array);
    packages.into_iter().flatten().filter_map(|package| check_package(root, package)).collect()
}

fn check_package(root: &str, package: &Value) -> Option<Finding> {
    let text = |key: &str| package.get(key).and_then(Value::as_str);
    let name = format!("{} {}", text("name").unwrap_or("?"), text("version").unwrap_or("?"));
    let find = |what: String, remedy: &str| Some(Finding::new("Cargo.lock", 0, what, remedy));
    match text("source") {
        None if text("manifest_path").is_some_and(|path| path.starts_with(&format!("{root}/"))) => {}
        Some(source) if source.starts_with("registry+") || source.starts_with("sparse+") => {}
        source => {
            let source = source.or(text("manifest_path")).unwrap_or("nowhere");
            return find(format!("{name} comes from {source}"), "use a release from the registry");
        }
    }
    let remedy =
        "choose another crate, or accept the licence in an ADR, xtask/src/tidy/licences.rs and deny.toml";
    let Some(licence) = text("license") else {
        return find(format!("{name} names no licence"), remedy);
    };
    match spdx::is_met(licence, &|one| ACCEPTED.contains(&one)) {
        Ok(true) => None,
        Ok(false) => find(format!("{name} is under {licence}, which we do not accept"), remedy),
        Err(why) => find(format!("the licence of {name}, {licence:?}, cannot be read: {why}"), remedy),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::finding::shown;
    use serde_json::json;

    const REGISTRY: &str = "registry+https://example.org/index";

    fn found(source: Option<&str>, licence: Option<&str>) -> Vec<String> {
        let package = json!({
            "name": "x", "version": "1.0.0", "source": source, "license": licence,
            "manifest_path": "/elsewhere/x/Cargo.toml",
        });
        shown(&check(&json!({"workspace_root": "/r", "packages": [package]})))
    }

    #[test]
    fn licences() {
        assert!(found(Some(REGISTRY), Some("MIT OR GPL-3.0")).is_empty());
        let refused = found(Some(REGISTRY), Some("GPL-3.0"));
        assert!(
            refused[0].starts_with("Cargo.lock: x 1.0.0 is under GPL-3.0, which we do not accept; "),
            "{refused:?}"
        );
        assert_eq!(found(Some(REGISTRY), None).len(), 1);
        assert_eq!(found(Some(REGISTRY), Some("MIT OR")).len(), 1);
    }

    #[test]
    fn sources() {
        assert_eq!(
            found(Some("git+https://example.org/x"), Some("MIT")),
            ["Cargo.lock: x 1.0.0 comes from git+https://example.org/x; use a release from the registry"]
        );
        assert_eq!(
            found(None, Some("MIT")),
            ["Cargo.lock: x 1.0.0 comes from /elsewhere/x/Cargo.toml; use a release from the registry"]
        );
        let own =
            json!({"name": "x", "version": "1", "license": "MIT", "manifest_path": "/r/crates/x/Cargo.toml"});
        assert!(check(&json!({"workspace_root": "/r", "packages": [own]})).is_empty());
    }

    #[test]
    fn cargo_deny_is_told_the_same() {
        let deny = include_str!("../../../deny.toml");
        let list = deny.split_once("allow = [").unwrap().1.split_once(']').unwrap().0;
        let theirs: Vec<&str> =
            list.split(',').map(|l| l.trim().trim_matches('"')).filter(|l| !l.is_empty()).collect();
        assert_eq!(theirs, ACCEPTED);
    }
}
