//! A preview, said to people.

use std::fmt::Write as _;

use super::{GroupReach, LevelChange, Preview, Reaches, RecordsChange, UserPreview};

/// Users who are told of by name.
const MOST_TOLD: usize = 20;

/// Changes of rights that are told of one by one.
const MOST_RIGHTS: usize = 12;

impl Preview {
    /// What it says, in sentences, the sum of it first.
    #[must_use]
    pub fn told(&self) -> Vec<String> {
        if self.affected == 0 {
            return vec!["Nobody gains or loses anything.".to_owned()];
        }
        let mut told = vec![match self.examined < self.concerned {
            false => format!("{} {}.", people(self.affected), gain_or_lose(self.affected)),
            true => format!(
                "The change may concern {}; of the first {} of them, {} {}.",
                people(self.concerned),
                self.examined,
                self.affected,
                gain_or_lose(self.affected)
            ),
        }];
        told.extend(self.users.iter().take(MOST_TOLD).map(UserPreview::told));
        if self.affected > MOST_TOLD.min(self.users.len()) {
            told.push(format!("And {} more.", self.affected - MOST_TOLD.min(self.users.len())));
        }
        told
    }
}

impl UserPreview {
    fn told(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        parts.extend(self.gains.iter().map(|reach| format!("gains {}", reach.told())));
        parts.extend(self.loses.iter().map(|reach| format!("loses {}", reach.told())));
        let rights = self.operations.iter().chain(&self.fields).chain(&self.permissions);
        let count = rights.clone().count();
        parts.extend(rights.take(MOST_RIGHTS).map(LevelChange::told));
        if count > MOST_RIGHTS {
            parts.push(format!("and {} more rights change", count - MOST_RIGHTS));
        }
        parts.extend(self.records.iter().flat_map(RecordsChange::told));
        format!("{} {}.", self.login, parts.join("; "))
    }
}

impl GroupReach {
    fn told(&self) -> String {
        let mut text = self.group.to_string();
        for (word, names) in [("in", join(&self.areas)), ("for", join(&self.companies))] {
            if !names.is_empty() {
                let _ = write!(text, " {word} {names}");
            }
        }
        for (word, day) in [("from", self.from), ("until", self.to)] {
            if let Some(day) = day {
                let _ = write!(text, " {word} {day}");
            }
        }
        text
    }
}

impl LevelChange {
    fn told(&self) -> String {
        let mut what = match (&self.permission, self.operation) {
            (Some(permission), _) => permission.clone(),
            (None, Some(operation)) => operation.to_string(),
            (None, None) => String::new(),
        };
        let field = self.field.iter().map(|field| format!(".{field}")).collect::<String>();
        if let Some(model) = &self.model {
            let _ = write!(what, " {model}{field}");
        }
        let day = self.from.map(|day| format!(" from {day}")).unwrap_or_default();
        let change = match (self.before, self.after) {
            (Reaches::None, Reaches::Somewhere) => "in some places",
            (Reaches::None, _) => "",
            (_, Reaches::None) => return format!("may no longer {what}{day}"),
            (Reaches::Somewhere, _) => "everywhere, not only in some places",
            (Reaches::Everywhere, _) => "only in some places",
        };
        let gap = if change.is_empty() { "" } else { " " };
        format!("may {what}{gap}{change}{day}")
    }
}

impl RecordsChange {
    fn told(&self) -> Vec<String> {
        let least = if self.at_least { "at least " } else { "" };
        let (operation, model) = (self.operation, &self.model);
        let one = |verb: &str, count: usize| {
            format!("{verb} {operation} of {least}{count} {model} {}", records(count))
        };
        let both = [("gains", self.gained), ("loses", self.lost)];
        both.into_iter().filter(|(_, count)| *count > 0).map(|(verb, count)| one(verb, count)).collect()
    }
}

fn records(count: usize) -> &'static str {
    if count == 1 { "record" } else { "records" }
}

fn people(count: usize) -> String {
    if count == 1 { "One user".to_owned() } else { format!("{count} users") }
}

fn gain_or_lose(count: usize) -> &'static str {
    if count == 1 { "gains or loses something" } else { "gain or lose something" }
}

fn join<C: std::ops::Deref<Target = str>>(codes: &[C]) -> String {
    codes.iter().map(std::ops::Deref::deref).collect::<Vec<&str>>().join(", ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_preview_reads_like_sentences() {
        assert_eq!(Preview::default().told(), ["Nobody gains or loses anything."]);
        let preview: Preview = serde_json::from_value(json!({
            "concerned": 3, "examined": 2, "affected": 1, "sentences": [],
            "users": [{
                "login": "ann",
                "gains": [{"group": "reg.clerk", "areas": ["D1", "D2"], "to": "2027-03-31"}],
                "operations": [
                    {"model": "reg.case", "operation": "read", "before": "none", "after": "somewhere"},
                    {"model": "reg.case", "operation": "update", "before": "everywhere", "after": "none", "from": "2026-12-01"},
                ],
                "permissions": [{"permission": "feature:export", "before": "none", "after": "everywhere"}],
                "records": [{"model": "reg.case", "operation": "read", "gained": 1, "lost": 0}],
            }],
        }))
        .unwrap();
        assert_eq!(
            preview.told(),
            [
                "The change may concern 3 users; of the first 2 of them, 1 gains or loses something.",
                "ann gains reg.clerk in D1, D2 until 2027-03-31; may read reg.case in some places; may no longer update \
                 reg.case from 2026-12-01; may feature:export; gains read of 1 reg.case record."
            ]
        );
    }
}
