//! People, roles and places by a few letters, for whoever wants to get somewhere.

use bailiwick_model::Operation;
use bailiwick_store::{
    account::search_words,
    own::{Order, Own, Place},
};

use super::{
    Administration, Ctx, Done, Refused, Work,
    choosing::Choice,
    desk::RoleChoice,
    work::{Page, Wanted},
};

/// Of each kind, shown at most.
const MOST: usize = 8;
/// Words that are looked for in places.
const MOST_WORDS: usize = 4;

/// What was found, a few of each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// People, by login and name.
    pub people: Vec<Choice>,
    /// Whether there are more.
    pub more_people: bool,
    /// Roles.
    pub roles: Vec<RoleChoice>,
    /// Areas.
    pub areas: Vec<Choice>,
    /// Companies.
    pub companies: Vec<Choice>,
}

impl Administration {
    /// What the actor may see of whatever these letters could mean.
    ///
    /// # Errors
    /// When the surroundings are in the way.
    pub fn find_anything(&self, ctx: &Ctx, text: &str) -> Result<Done<Found>, Refused> {
        self.read(ctx, |work| {
            let words = search_words(text);
            let parts: Vec<String> = text.split_whitespace().take(MOST_WORDS).map(str::to_owned).collect();
            if words.is_empty() && parts.is_empty() {
                return Ok(Found::default());
            }
            let mut people = match words.is_empty() {
                true => Vec::new(),
                false => found(work, Own::User, &words)?,
            };
            let more_people = people.len() > MOST;
            people.truncate(MOST);
            let holds = |role: &RoleChoice| {
                let (id, label) = (role.id.to_lowercase(), role.label.to_lowercase());
                parts
                    .iter()
                    .map(|part| part.to_lowercase())
                    .all(|part| id.contains(&part) || label.contains(&part))
            };
            let roles = RoleChoice::seen(work)?.into_iter().filter(holds).take(MOST).collect();
            let mut areas = found(work, Own::Area, &parts)?;
            areas.truncate(MOST);
            let mut companies = found(work, Own::Company, &parts)?;
            companies.truncate(MOST);
            Ok(Found { people, more_people, roles, areas, companies })
        })
    }
}

/// A few more than are shown.
fn found(work: &mut Work<'_, '_>, own: Own, words: &[String]) -> Result<Vec<Choice>, Refused> {
    // Places are found by name and code, so by whoever may read both.
    let unread = work.guard.unread(&work.state, own)?;
    let is_shown = own == Own::User || !["name", "code"].iter().any(|field| unread.contains(*field));
    if !is_shown || !work.guard.may_somewhere(&work.state, Operation::Read, own)? {
        return Ok(Vec::new());
    }
    let limit = i64::try_from(MOST + 1).unwrap_or(i64::MAX);
    let page = Page { order: Order::Id, after: None, limit };
    let places = work.list(own, Wanted { domain: "", words }, &page)?;
    let choice = |place: Place| Choice { code: place.id.to_string(), name: place.name, has_more: false };
    Ok(places.into_iter().map(choice).collect())
}
