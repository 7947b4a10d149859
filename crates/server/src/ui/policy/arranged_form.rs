//! `/privileges/new`, `/privileges/{id}`, `/categories/new` and `/categories/{id}`: under which names groups stand together on screen.

use bailiwick_app::administration::{PolicyPart, PolicySight};
use bailiwick_store::policy::PolicyKind;
use serde_json::{Map, Value as Json};

use super::{
    super::{page::Page, query::Query},
    arrangement,
    control::{Field, Written, members, number, said},
    form::{Form, Way},
    names::label,
    sheet::Sheet,
};

/// Categories that a field offers at most.
const MOST_OFFERED: usize = 250;

/// The form of a privilege, under which groups stand together.
pub(super) struct PrivilegeForm;

/// The form of a category, under which privileges stand together.
pub(super) struct CategoryForm;

/// What both have in common: a name, a place, and a category that they stand below.
trait Arranged: Send + 'static {
    const KIND: PolicyKind;
    const WORD: &'static str;
    const PATH: &'static str;
    /// The member that names the category, and the text of its field.
    const BELOW: (&'static str, &'static str);
    /// Whether a selector of groups is shown for it.
    const HAS_SELECTOR: bool;
}

impl Arranged for PrivilegeForm {
    const KIND: PolicyKind = PolicyKind::Privilege;
    const WORD: &'static str = "privilege";
    const PATH: &'static str = "/privileges";
    const BELOW: (&'static str, &'static str) = ("category", "pol-category");
    const HAS_SELECTOR: bool = true;
}

impl Arranged for CategoryForm {
    const KIND: PolicyKind = PolicyKind::Category;
    const WORD: &'static str = "category";
    const PATH: &'static str = "/categories";
    const BELOW: (&'static str, &'static str) = ("parent", "pol-category-parent");
    const HAS_SELECTOR: bool = false;
}

impl<A: Arranged> Form for A {
    const KIND: PolicyKind = <A as Arranged>::KIND;
    const WORD: &'static str = <A as Arranged>::WORD;
    const PATH: &'static str = <A as Arranged>::PATH;
    const HAS_PAGE: bool = false;

    fn way(page: &Page, _sight: &PolicySight, _model: &str) -> Way {
        arrangement::way(page)
    }

    fn name(_page: &Page, _sight: &PolicySight, id: &str, part: &PolicyPart) -> String {
        label(part, id)
    }

    fn body(draft: &Query, _part: Option<&PolicyPart>) -> Map<String, Json> {
        let mut body = members([
            ("label", draft.one("label").unwrap_or_default().trim().into()),
            (A::BELOW.0, said(draft, A::BELOW.0)),
            ("sequence", number(draft, "sequence")),
            ("comment", said(draft, "comment")),
        ]);
        if A::HAS_SELECTOR {
            body.insert("placeholder".to_owned(), said(draft, "placeholder"));
        }
        body
    }

    fn written(part: &PolicyPart) -> Written {
        Written::of(&part.body, &["label", A::BELOW.0, "sequence", "placeholder", "comment"])
    }

    fn fields(sheet: &Sheet<'_>) -> Vec<Field> {
        let hint = format!("pol-{}-id-hint", <A as Arranged>::WORD);
        let id = sheet.part.is_none();
        let id = id.then(|| Field::Text(sheet.text("id", "pol-id", &hint).required().code()));
        let selector = A::HAS_SELECTOR;
        let selector = selector
            .then(|| Field::Text(sheet.text("placeholder", "pol-placeholder", "pol-placeholder-hint")));
        let named = [
            Field::Text(sheet.text("label", "pol-name", "").required()),
            Field::Choice(sheet.text(A::BELOW.0, A::BELOW.1, ""), categories::<A>(sheet)),
            Field::Text(sheet.text("sequence", "pol-sequence", "pol-sequence-hint")),
        ];
        let comment = Field::Text(sheet.text("comment", "pol-comment", ""));
        id.into_iter().chain(named).chain(selector).chain([comment]).collect()
    }
}

/// Categories to choose from, or none. Nothing stands below itself.
fn categories<A: Arranged>(sheet: &Sheet<'_>) -> Vec<(String, String)> {
    let itself = sheet.id.filter(|_| <A as Arranged>::KIND == PolicyKind::Category);
    let known = sheet.sight.policy().categories.iter().filter(|(id, _)| Some(id.as_str()) != itself);
    let known = known.take(MOST_OFFERED).map(|(id, one)| (id.to_string(), one.label.clone()));
    std::iter::once((String::new(), sheet.page().text("none"))).chain(known).collect()
}
