//! Which files of an addon hold policy, and whose they are.

/// The only CSV file that holds policy.
const ACCESS_CSV: &str = "ir.model.access.csv";

/// Whether a file may hold policy: any `ir.model.access.csv`, and any XML file directly in `security/` or `data/`.
/// Data files hold many other things too; what is no policy is ignored when read.
#[must_use]
pub fn is_policy_file(path: &str) -> bool {
    if is_access_csv(path) {
        return true;
    }
    let mut parts = parts(path).rev();
    let name = parts.next().unwrap_or_default();
    has_ending(name, ".xml") && parts.next().is_some_and(is_policy_folder)
}

/// The module a file belongs to: the folder above the innermost `security/` or `data/`.
#[must_use]
pub fn module_of(path: &str) -> Option<String> {
    let mut folders = parts(path).rev().skip(1).skip_while(|part| !is_policy_folder(part)).skip(1);
    folders.find(|part| *part != ".").filter(|part| *part != "..").map(str::to_owned)
}

pub(super) fn is_access_csv(path: &str) -> bool {
    parts(path).next_back().is_some_and(|name| name.eq_ignore_ascii_case(ACCESS_CSV))
}

pub(super) fn has_ending(path: &str, ending: &str) -> bool {
    let start = path.len().checked_sub(ending.len());
    start.and_then(|start| path.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(ending))
}

fn is_policy_folder(part: &str) -> bool {
    matches!(part, "security" | "data")
}

fn parts(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.split(['/', '\\']).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policy_files_are_recognised() {
        for path in [
            "bw_demo/security/groups.xml",
            "addons\\bw_demo\\data\\user_roles.XML",
            "bw_demo/security/ir.model.access.csv",
            "ir.model.access.csv",
        ] {
            assert!(is_policy_file(path), "{path}");
        }
        for path in [
            "bw_demo/views/a.xml",
            "data/bw_demo/views/a.xml",
            "bw_demo/security/res.groups.csv",
            "",
            "é.xml",
        ] {
            assert!(!is_policy_file(path), "{path}");
        }
    }

    #[test]
    fn the_module_is_above_the_innermost_folder() {
        let module = |path: &str| module_of(path);
        assert_eq!(module("/srv/data/addons/bw_demo/security/groups.xml").as_deref(), Some("bw_demo"));
        assert_eq!(module("bw_demo\\data\\more\\roles.xml").as_deref(), Some("bw_demo"));
        assert_eq!(module("./data/roles.xml"), None);
        assert_eq!(module("../security/roles.xml"), None);
        assert_eq!(module("security/groups.xml"), None);
        assert_eq!(module("bw_demo/groups.xml"), None);
    }
}
