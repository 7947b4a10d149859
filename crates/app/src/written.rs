//! Policy and people as somebody writes them: compiled, and looked at for slips that the engine need not mind.

use bailiwick_model::{Directory, Policy};
use bailiwick_policy::{Problem, Problems, Snapshot};

use crate::own;

/// Compiles what somebody wrote.
///
/// # Errors
/// Everything that does not hold together. Beyond what the engine needs, directly given groups must exist even where
/// role lines manage the user and they do not count: a slip would come into force on the day the last line goes.
pub(crate) fn compile(policy: &Policy, people: &Directory) -> Result<Snapshot, Problems> {
    own::check_names(policy)?;
    let policy = &own::complete(policy.clone());
    let compiled = Snapshot::compile(policy, people);
    let mut slips = unknown_groups(policy, people);
    match compiled {
        Ok(snapshot) if slips.is_empty() => Ok(snapshot),
        Ok(_) => Err(Problems(slips)),
        Err(Problems(mut problems)) => {
            // The engine packs equal sets of groups into one and cannot say whose they are; here it is said.
            let told = |problem: &Problem| slips.iter().any(|slip| slip.message == problem.message);
            problems.retain(|problem| problem.place != "direct groups of a user" || !told(problem));
            problems.append(&mut slips);
            Err(Problems(problems))
        }
    }
}

/// Directly given groups that there are not.
fn unknown_groups(policy: &Policy, people: &Directory) -> Vec<Problem> {
    let given = people.users.iter().flat_map(|(login, user)| user.groups.iter().map(move |g| (login, g)));
    let unknown = given.filter(|(_, group)| !policy.groups.contains_key(*group));
    let told = unknown.map(|(login, group)| Problem {
        place: format!("user {login}"),
        message: format!("there is no group {:?}", group.as_str()),
        remedy: "declare it under groups, or take it from the user's groups".to_owned(),
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use bailiwick_protocol::document::Document;

    use super::*;

    fn refused(users: &str) -> String {
        let text = format!(
            "groups: {{g.a: {{label: A}}}}\nroles: {{r: {{label: R, groups: [g.a]}}}}\nusers: {users}\n"
        );
        let document = Document::read("p.yaml", &text).unwrap();
        compile(&document.policy, &document.directory.unwrap()).map(drop).unwrap_err().to_string()
    }

    #[test]
    fn groups_that_do_not_count_must_exist_too() {
        let expected = "user asha: there is no group \"g.typo\"; declare it under groups, or take it from the user's groups";
        assert_eq!(refused("{asha: {groups: [g.a, g.typo], lines: [{role: r}]}}"), expected);
        // Beside other faults, and once.
        let both = refused("{asha: {groups: [g.typo], lines: [{role: r}]}, ben: {lines: [{role: x}]}}");
        assert!(both.contains("there is no role \"x\"") && both.contains(expected), "{both}");
        assert_eq!(refused("{asha: {groups: [g.typo]}}"), expected);
    }
}
