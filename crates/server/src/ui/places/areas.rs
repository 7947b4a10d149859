//! `/areas`: the tree, opened as far as the address says, and one area whole.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use bailiwick_app::administration::{AreaDetail, AreaTree, AreaWish, Branch};

use super::{
    super::{insider, page::Page, query::Query, shell::Shell},
    people, step,
    tree::{Node, TreeRow, rows},
    write::{reference, undoing},
};
use crate::{
    http::{Gate, Refusal},
    language::Words,
};

const HERE: &str = "/areas";

#[derive(Template)]
#[template(path = "areas.html")]
struct AreasPage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    search: String,
    is_search: bool,
    rows: Vec<TreeRow>,
    makes: bool,
    covers: bool,
    area: Option<AreaCard>,
    undo: Option<(String, String)>,
}

/// The area that is shown whole.
struct AreaCard {
    code: String,
    name: String,
    kind: Option<String>,
    path: Vec<(String, String)>,
    below: String,
    references: Vec<String>,
    /// Ways onwards: link, icon and the name of a text.
    ways: Vec<(String, &'static str, &'static str)>,
    change: Option<String>,
    add: Option<String>,
    delete: Option<String>,
}

/// `GET /areas`
pub(super) async fn show(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let query = Query::of(&insider.knock.uri);
    let wish = AreaWish {
        chosen: query.said("area").map(str::to_owned),
        open: query.all("open").map(str::to_owned).collect(),
        search: query.said("q").unwrap_or_default().to_owned(),
    };
    let asked = wish.clone();
    let tree = insider.administer(&gate, move |office, ctx| office.area_tree(ctx, &asked)).await??;
    let shell = Shell::of(&gate, &insider).await?;
    let template = AreasPage::of(&shell, tree, &wish, &query);
    shell.page.html(StatusCode::OK, &template)
}

impl<'p> AreasPage<'p> {
    fn of(shell: &'p Shell, mut tree: AreaTree, wish: &AreaWish, query: &Query) -> Self {
        let page = &shell.page;
        let query = query.without(&["done", "lang"]);
        let links = query.without(&["was"]);
        let (makes, found) = (tree.makes, tree.found.take());
        let area = tree.chosen.take().map(|detail| AreaCard::of(shell, detail, makes));
        let drawing = Drawing { page, tree: &tree, wish, query: &links };
        let nodes = match found {
            Some(found) => found.into_iter().map(|branch| drawing.leaf(branch)).collect(),
            None => drawing.nodes(&tree.roots, ""),
        };
        Self {
            shell,
            page,
            search: wish.search.clone(),
            is_search: !wish.search.is_empty(),
            rows: rows(nodes),
            makes,
            covers: shell.sights.sees("bailiwick.role_line") && shell.sights.sees("bailiwick.policy"),
            undo: undoing(&query, area.as_ref().and_then(|area| area.change.as_ref())),
            area,
        }
    }
}

/// What the tree is drawn from.
struct Drawing<'d> {
    page: &'d Page,
    tree: &'d AreaTree,
    wish: &'d AreaWish,
    query: &'d Query,
}

impl Drawing<'_> {
    fn nodes(&self, branches: &[Branch], parent: &str) -> Vec<Node> {
        let mut nodes: Vec<Node> = branches.iter().map(|branch| self.node(branch)).collect();
        if self.tree.cut.contains(parent) {
            let name = self.page.text("places-areas-more");
            nodes
                .push(Node { row: TreeRow { name, is_more: true, ..TreeRow::default() }, below: Vec::new() });
        }
        nodes
    }

    fn node(&self, branch: &Branch) -> Node {
        let code = &branch.code;
        let below = self.tree.below.get(code);
        let is_open = below.is_some();
        let is_asked = self.wish.open.iter().any(|open| open == code);
        let twist = match (is_open, is_asked) {
            (true, true) => self.query.less("open", code).link(HERE),
            // What is on the way to the chosen area stays open until another one is chosen.
            (true, false) => {
                let chosen = Some(code.as_str()).filter(|_| self.wish.chosen.as_ref() != Some(code));
                self.query.with("area", chosen).link(HERE)
            }
            (false, _) => {
                let query = serde_urlencoded::to_string([("open", code)]).unwrap_or_default();
                let link = self.query.link(HERE);
                format!("{link}{}{query}", if link.contains('?') { '&' } else { '?' })
            }
        };
        let row = TreeRow {
            href: self.query.without(&["q"]).with("area", Some(code)).link(HERE),
            twist: branch.has_more.then_some(twist),
            is_open,
            is_on: self.wish.chosen.as_ref() == Some(code),
            ..Self::bare(branch)
        };
        Node { row, below: below.map(|below| self.nodes(below, code)).unwrap_or_default() }
    }

    /// An area that was searched for.
    fn leaf(&self, branch: Branch) -> Node {
        let href = Query::default().with("area", Some(&branch.code)).link(HERE);
        Node { row: TreeRow { href, ..Self::bare(&branch) }, below: Vec::new() }
    }

    fn bare(branch: &Branch) -> TreeRow {
        TreeRow { code: branch.code.clone(), name: branch.name.clone(), ..TreeRow::default() }
    }
}

impl AreaCard {
    fn of(shell: &Shell, detail: AreaDetail, makes: bool) -> Self {
        let page = &shell.page;
        let AreaDetail { view, path, below, references, changes, deletes } = detail;
        let code = view.code.to_string();
        let here = |name: &str| format!("{HERE}/{}/{name}", step(&code));
        let below = i64::try_from(below).unwrap_or(i64::MAX);
        let at =
            |path: &str, name: &'static str, value: &str| Query::default().with(name, Some(value)).link(path);
        let mut ways = Vec::new();
        if shell.sights.sees("bailiwick.user") {
            ways.push((people("area", &code), "users", "places-people-here"));
        }
        if below > 0 && shell.sights.sees("bailiwick.role_line") && shell.sights.sees("bailiwick.policy") {
            ways.push((at("/areas/coverage", "area", &code), "chart", "places-coverage"));
        }
        if shell.sights.sees("bailiwick.setting") {
            ways.push((at("/settings/defaults", "at", &format!("area:{code}")), "gear", "places-defaults"));
        }
        Self {
            name: view.form.name,
            kind: view.form.kind,
            path: path.into_iter().map(|(code, name)| (at(HERE, "area", &code), name)).collect(),
            below: page.with("places-below", &Words::new().count("count", below)),
            references: references.iter().map(|(kind, count)| reference(page, *kind, *count)).collect(),
            ways,
            change: changes.then(|| here("change")),
            add: makes.then(|| at("/areas/new", "parent", &code)),
            delete: deletes.then(|| here("delete")),
            code,
        }
    }
}
