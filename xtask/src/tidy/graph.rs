//! Which crate may use which: the arrows of the house.
//!
//! Layers erode one convenient import at a time. The manifests are the truth here, read through `cargo metadata`.

use serde_json::Value;

use super::Finding;

/// A crate and all crates of ours that it may use. Crates that only tests use are in [`DEV_ONLY`].
const ARROWS: [(&str, &[&str]); 9] = [
    ("database", &[]),
    ("model", &[]),
    ("policy", &["model"]),
    ("protocol", &["model"]),
    ("store", &["database", "model"]),
    ("connectors", &["database", "protocol", "model"]),
    ("app", &["policy", "store", "connectors", "protocol", "model"]),
    ("server", &["app", "policy", "store", "connectors", "protocol", "model"]),
    ("xtask", &[]),
];

/// Crates that may use everything, and that others may use only as a dev-dependency.
const DEV_ONLY: [&str; 2] = ["testkit", "e2e"];

/// `metadata` is what `cargo metadata --no-deps` says.
pub(crate) fn check(metadata: &Value) -> Vec<Finding> {
    let packages = metadata.get("packages").and_then(Value::as_array);
    packages.into_iter().flatten().flat_map(check_crate).collect()
}

fn check_crate(package: &Value) -> Vec<Finding> {
    let manifest = package.get("manifest_path").and_then(Value::as_str).unwrap_or_default();
    let name = folder(manifest.trim_end_matches("/Cargo.toml"));
    if DEV_ONLY.contains(&name) {
        return Vec::new();
    }
    let path =
        if name == "xtask" { "xtask/Cargo.toml".to_owned() } else { format!("crates/{name}/Cargo.toml") };
    let Some((_, allowed)) = ARROWS.iter().find(|(krate, _)| *krate == name) else {
        return vec![Finding::new(
            &path,
            0,
            format!("the crate {name} has no place among the layers"),
            "a new crate needs an ADR and a line in xtask/src/tidy/graph.rs",
        )];
    };
    let dependencies = package.get("dependencies").and_then(Value::as_array);
    let refuse = |dependency| refusal(&path, name, allowed, dependency);
    dependencies.into_iter().flatten().filter_map(refuse).collect()
}

fn refusal(manifest: &str, name: &str, allowed: &[&str], dependency: &Value) -> Option<Finding> {
    let external = dependency.get("name").and_then(Value::as_str).unwrap_or_default();
    let Some(used) = dependency.get("path").and_then(Value::as_str).map(folder) else {
        let web = external == "axum" || external.starts_with("axum-");
        return (web && name != "server").then(|| {
            Finding::new(
                manifest,
                0,
                format!("{name} depends on {external}"),
                "only server speaks HTTP to callers; move what needs it there",
            )
        });
    };
    let dev = dependency.get("kind").and_then(Value::as_str) == Some("dev");
    if allowed.contains(&used) || dev && (DEV_ONLY.contains(&used) || used == name) {
        return None;
    }
    if DEV_ONLY.contains(&used) {
        return Some(Finding::new(
            manifest,
            0,
            format!("{name} depends on {used}"),
            "tests may use it: move it to [dev-dependencies]",
        ));
    }
    let list = if allowed.is_empty() { "none of our crates".to_owned() } else { allowed.join(", ") };
    Some(Finding::new(
        manifest,
        0,
        format!("{name} may not use {used}"),
        format!("it may use {list}; put the code where the arrow allows it, or pass the value in"),
    ))
}

fn folder(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::finding::shown;
    use serde_json::json;

    fn found(krate: &str, dependency: Value) -> Vec<String> {
        let package =
            json!({"manifest_path": format!("/r/{krate}/Cargo.toml"), "dependencies": [dependency]});
        shown(&check(&json!({ "packages": [package] })))
    }

    fn on(krate: &str, kind: Option<&str>) -> Value {
        json!({"name": format!("bailiwick-{krate}"), "path": format!("/r/crates/{krate}"), "kind": kind})
    }

    #[test]
    fn arrows_may_be_followed() {
        assert!(found("crates/app", on("policy", None)).is_empty());
        assert!(found("crates/policy", on("testkit", Some("dev"))).is_empty());
        assert!(found("crates/testkit", on("server", None)).is_empty());
        assert!(found("crates/server", json!({"name": "axum", "kind": null})).is_empty());
        assert!(found("crates/model", json!({"name": "serde", "kind": null})).is_empty());
    }

    #[test]
    fn other_ways_are_refused() {
        assert_eq!(
            found("crates/policy", on("store", None)),
            [
                "crates/policy/Cargo.toml: policy may not use store; it may use model; put the code where the arrow \
              allows it, or pass the value in"
            ]
        );
        assert_eq!(found("crates/model", on("policy", Some("dev"))).len(), 1);
        assert_eq!(found("crates/store", on("policy", Some("build"))).len(), 1);
        assert_eq!(
            found("crates/app", on("testkit", None)),
            [
                "crates/app/Cargo.toml: app depends on testkit; tests may use it: move it to [dev-dependencies]"
            ]
        );
        assert_eq!(found("crates/app", json!({"name": "axum", "kind": null})).len(), 1);
        assert_eq!(found("crates/utils", on("model", None)).len(), 1);
    }
}
