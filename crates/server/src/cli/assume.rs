//! `--assume-line ROLE[@AREA,…][:from..to]`: what if the user had this role line too?

use bailiwick_app::{
    State,
    decisions::{Assumption, assume},
};
use bailiwick_model::{AreaCode, Directory, RoleId, RoleLine, RoleScope, Validity};
use jiff::civil::Date;

use super::Trouble;

/// A role line as it is typed.
#[derive(Clone, Debug)]
pub(crate) struct Assumed {
    role: RoleId,
    areas: Vec<AreaCode>,
    validity: Validity,
}

impl std::str::FromStr for Assumed {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // Days stand behind the last colon with two dots after it, since a role's id may hold colons itself.
        let (rest, days) = match text.rsplit_once(':').filter(|(_, days)| days.contains("..")) {
            Some((rest, days)) => (rest, Some(days)),
            None => (text, None),
        };
        let (role, areas) = rest.split_once('@').map_or((rest, None), |(role, areas)| (role, Some(areas)));
        let role = RoleId::new(role).map_err(|e| e.to_string())?;
        let areas = areas.into_iter().flat_map(|areas| areas.split(',')).map(AreaCode::new);
        let areas = areas.collect::<Result<Vec<_>, _>>().map_err(|e| e.to_string())?;
        let validity = days.map_or(Ok(Validity::ALWAYS), validity)?;
        Ok(Self { role, areas, validity })
    }
}

fn validity(days: &str) -> Result<Validity, String> {
    let (from, to) = days.split_once("..").unwrap_or((days, ""));
    let day = |text: &str| match text {
        "" => Ok(None),
        text => {
            text.parse::<Date>().map(Some).map_err(|_| format!("{text:?} is no day; write it as 2026-12-01"))
        }
    };
    Validity::new(day(from)?, day(to)?).map_err(|e| e.to_string())
}

/// The state in which `user` has these lines too.
pub(crate) fn with_lines(
    state: State,
    people: &Directory,
    user: &str,
    lines: &[Assumed],
) -> Result<State, Trouble> {
    if lines.is_empty() {
        return Ok(state);
    }
    let line = |assumed: &Assumed| {
        let Assumed { role, areas, validity } = assumed;
        // A role that there is not is reported by the engine, with what it could have been.
        let scope = match state.policy.roles.get(role) {
            Some(role) => role.scope,
            None if areas.is_empty() => RoleScope::Global,
            None => RoleScope::Local,
        };
        RoleLine::new(role.clone(), scope, areas.clone(), Vec::new(), *validity)
            .map_err(|error| Trouble::Usage(format!("--assume-line {role}: {error}")))
    };
    let lines = lines.iter().map(line).collect::<Result<Vec<_>, _>>()?;
    Ok(assume(&state, people, user, Assumption { lines, ..Assumption::default() })?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_typed_in_one_word() {
        let line: Assumed = "registrar@D1,D2:2026-12-01..2027-03-31".parse().unwrap();
        assert_eq!((line.role.as_str(), line.areas.len()), ("registrar", 2));
        assert_eq!(line.validity.to().unwrap().to_string(), "2027-03-31");
        let open: Assumed = "auditor:2026-12-01..".parse().unwrap();
        assert_eq!((open.role.as_str(), open.validity.to()), ("auditor", None));
        let colon: Assumed = "odd:role".parse().unwrap();
        assert_eq!(colon.role.as_str(), "odd:role");
        for bad in ["", "@D1", "r@", "r:x..", "r:2027-01-02..2027-01-01"] {
            assert!(bad.parse::<Assumed>().is_err(), "{bad}");
        }
    }
}
