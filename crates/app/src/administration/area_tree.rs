//! The tree of areas as a page draws it: what lies at the top of what somebody sees, the branches that he has opened, and one area whole.
//!
//! There may be tens of thousands of areas, so a branch that is closed is not read.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick_model::{Area, AreaCode, Operation};
use bailiwick_protocol::rest::AreaView;
use bailiwick_store::{
    area,
    branch::{self, AT_ONCE, Twig},
    own::{self, Order, Own},
    reference::{self, Reference},
};

use super::{
    Administration, Ctx, Refused, Work,
    choosing::{self, coded, with_more},
    delegation, names,
    places::{self, Place, Seats},
    work::{Page, Wanted},
};

/// Areas of one branch that are drawn; whoever looks for another one searches.
const MOST: usize = 200;
/// One more tells whether there are more.
const MOST_AND_ONE: i64 = MOST as i64 + 1;

/// What a page of areas asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AreaWish {
    /// The area that is shown whole.
    pub chosen: Option<String>,
    /// Branches that are open beside those on the way to it.
    pub open: Vec<String>,
    /// Parts of names and codes; areas that have them are listed in the place of the tree.
    pub search: String,
}

/// What somebody sees of all areas.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaTree {
    /// Areas that lie in none that he sees.
    pub roots: Vec<Branch>,
    /// What lies in areas that are open.
    pub below: BTreeMap<String, Vec<Branch>>,
    /// Open areas of which not all that lies in them is drawn; the empty code is for the top.
    pub cut: BTreeSet<String>,
    /// Areas that were searched for.
    pub found: Option<Vec<Branch>>,
    /// The area that is shown whole.
    pub chosen: Option<AreaDetail>,
    /// Whether he may make areas, and take over lists of them.
    pub makes: bool,
}

/// An area in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// Whether he sees areas in it.
    pub has_more: bool,
}

/// An area with what surrounds it.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaDetail {
    /// The area.
    pub view: AreaView,
    /// Those that it lies in and that he sees, from the top down, by code and name.
    pub path: Vec<(String, String)>,
    /// How many areas lie in it, at any depth.
    pub below: usize,
    /// What refers to it, and how often.
    pub references: Vec<(Reference, i64)>,
    /// Whether he may change it.
    pub changes: bool,
    /// Whether he may delete it, once nothing refers to it.
    pub deletes: bool,
}

impl Administration {
    /// The tree of areas, as far as the actor sees it and has opened it.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for whoever sees no areas; [`Refused::Missing`] for a chosen one that he does not see.
    pub fn area_tree(&self, ctx: &Ctx, wish: &AreaWish) -> Result<AreaTree, Refused> {
        let done = self.read(ctx, |work| {
            work.require_somewhere(Operation::Read, Own::Area)?;
            let makes =
                may_write(work)? && work.guard.may_somewhere(&work.state, Operation::Create, Own::Area)?;
            foresee(work, wish)?;
            let chosen = wish.chosen.as_deref().map(|code| detail(work, code)).transpose()?;
            let mut tree = AreaTree {
                roots: Vec::new(),
                below: BTreeMap::new(),
                cut: BTreeSet::new(),
                found: None,
                chosen,
                makes,
            };
            if wish.search.trim().is_empty() {
                grow(work, wish, &mut tree)?;
            } else {
                tree.found = Some(found(work, &wish.search)?);
            }
            Ok(tree)
        })?;
        Ok(done.value)
    }
}

/// Says what will be asked, so that all of it comes back together.
fn foresee(work: &mut Work<'_, '_>, wish: &AreaWish) -> Result<(), Refused> {
    let above = match wish.chosen.as_deref().and_then(|code| AreaCode::new(code).ok()) {
        Some(code) => foresee_detail(work, &code)?,
        None => Vec::new(),
    };
    if !wish.search.trim().is_empty() {
        return Ok(());
    }
    let condition = choosing::at_the_top(work, Own::Area, None)?;
    own::foresee_first(work.tx, Own::Area, Order::Name, MOST_AND_ONE, &condition)?;
    let open = opened(wish, above);
    if open.is_empty() {
        return Ok(());
    }
    let matching = work.guard.may(&work.state, Operation::Read, Own::Area)?;
    let condition = matching.condition(&work.state, &work.guard, work.tx.engine(), AT_ONCE)?;
    Ok(branch::foresee_areas_in(work.tx, &open, &condition)?)
}

/// The same of the area that is shown whole. Returns those that it lies in.
fn foresee_detail(work: &mut Work<'_, '_>, code: &AreaCode) -> Result<Vec<String>, Refused> {
    let id = places::id(code);
    work.foresee(Operation::Read, Own::Area, &id)?;
    area::foresee(work.tx, code)?;
    let above: Vec<String> =
        work.state.snapshot.areas_above(code).into_iter().skip(1).map(str::to_owned).collect();
    names::foresee(work, Own::Area, &above.iter().collect())?;
    if may_write(work)? {
        reference::foresee_area(work.tx, code)?;
        work.foresee_there(Operation::Update, Own::Area, &id)?;
        work.foresee_there(Operation::Delete, Own::Area, &id)?;
    }
    Ok(above)
}

/// Branches that are drawn open: those on the way to the chosen area, and those that were asked for.
fn opened(wish: &AreaWish, above: Vec<String>) -> Vec<String> {
    let mut open = above;
    open.extend(wish.chosen.iter().chain(&wish.open).cloned());
    open.sort();
    open.dedup();
    open.truncate(AT_ONCE);
    open
}

/// Whether the actor may write areas at all: that shapes what everybody reaches.
fn may_write(work: &Work<'_, '_>) -> Result<bool, Refused> {
    match delegation::must_be_administrator(work) {
        Ok(()) => Ok(true),
        Err(Refused::Beyond(_)) => Ok(false),
        Err(other) => Err(other),
    }
}

fn grow(work: &mut Work<'_, '_>, wish: &AreaWish, tree: &mut AreaTree) -> Result<(), Refused> {
    let mut roots = roots(work)?;
    if roots.len() > MOST {
        roots.truncate(MOST);
        tree.cut.insert(String::new());
    }
    let above = match &tree.chosen {
        Some(detail) => work
            .state
            .snapshot
            .areas_above(&detail.view.code)
            .into_iter()
            .skip(1)
            .map(str::to_owned)
            .collect(),
        None => Vec::new(),
    };
    let open = opened(wish, above);
    let twigs = in_branches(work, &open)?;
    let drawn = roots.iter().map(|(code, _)| code).chain(twigs.iter().map(|twig| &twig.code)).cloned();
    let with_more = with_more(work, Own::Area, &drawn.collect::<Vec<_>>())?;
    let branch = |code: String, name: String| Branch { has_more: with_more.contains(&code), code, name };
    tree.roots = roots.into_iter().map(|(code, name)| branch(code, name)).collect();
    for Twig { code, name, parent } in twigs {
        let Some(parent) = parent else { continue };
        let siblings = tree.below.entry(parent.clone()).or_default();
        if siblings.len() < MOST {
            siblings.push(branch(code, name));
        } else {
            tree.cut.insert(parent);
        }
    }
    Ok(())
}

/// The areas that the actor sees and that lie in none that he sees, by code and name, one more than are drawn at most.
pub(super) fn roots(work: &mut Work<'_, '_>) -> Result<Vec<(String, String)>, Refused> {
    let places = choosing::tops(work, Own::Area, None, MOST + 1)?;
    Ok(places.into_iter().filter_map(coded).collect())
}

/// What lies right in some areas, as far as the actor sees it.
pub(super) fn in_branches(work: &mut Work<'_, '_>, open: &[String]) -> Result<Vec<Twig>, Refused> {
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let matching = work.guard.may(&work.state, Operation::Read, Own::Area)?;
    let condition = matching.condition(&work.state, &work.guard, work.tx.engine(), AT_ONCE)?;
    Ok(branch::areas_in(work.tx, open, &condition)?)
}

fn found(work: &mut Work<'_, '_>, search: &str) -> Result<Vec<Branch>, Refused> {
    let words: Vec<String> = search.split_whitespace().take(8).map(str::to_owned).collect();
    let limit = i64::try_from(MOST).unwrap_or(i64::MAX);
    let page = Page { order: Order::Name, after: None, limit };
    let places = work.list(Own::Area, Wanted { domain: "", words: &words }, &page)?;
    let branch = |(code, name)| Branch { code, name, has_more: false };
    Ok(places.into_iter().filter_map(coded).map(branch).collect())
}

fn detail(work: &mut Work<'_, '_>, code: &str) -> Result<AreaDetail, Refused> {
    let code: AreaCode = places::seen::<Area>(work, code)?;
    let view = places::view::<Area>(work, &code, Seats::Limited)?;
    let above: Vec<String> =
        work.state.snapshot.areas_above(&code).into_iter().skip(1).map(str::to_owned).collect();
    let named = names::of(work, Own::Area, &above.iter().cloned().collect())?;
    let path = above.into_iter().rev().filter_map(|code| {
        let name = named.get(&code)?.clone();
        Some((code, name))
    });
    let path = path.collect();
    let writes = may_write(work)?;
    let id = places::id(&code);
    Ok(AreaDetail {
        below: work.state.snapshot.areas_below(&code),
        references: if writes { references(work, &code)? } else { Vec::new() },
        changes: writes && work.may_there(Operation::Update, Area::OWN, &id)?,
        deletes: writes && work.may_there(Operation::Delete, Area::OWN, &id)?,
        view,
        path,
    })
}

/// What refers to an area. How many role lines name it is known from memory, where all of them are: the database would go through millions.
fn references(work: &mut Work<'_, '_>, code: &AreaCode) -> Result<Vec<(Reference, i64)>, Refused> {
    let lines = i64::try_from(work.state.snapshot.lines_naming_area(code)).unwrap_or(i64::MAX);
    Ok(reference::to_area_of_lines(work.tx, code, lines)?)
}
