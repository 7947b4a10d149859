//! XML data files: elements become records, everything else becomes a finding.

use std::sync::Arc;

use roxmltree::{Document, Node, ParsingOptions};

use super::{
    Finding, Kind, Level, OdooError, Source,
    finding::Findings,
    limits::MAX_XML_NODES,
    place::Lines,
    preflight,
    record::{Content, Field, Record, qualify, switch},
};

/// The records of `source` in file order.
pub(super) fn records(source: &Source, findings: &mut Findings) -> Result<Vec<Record>, OdooError> {
    let text = source.text.trim_start_matches('\u{feff}');
    preflight::check(&source.path, text)?;
    let options =
        ParsingOptions { allow_dtd: false, nodes_limit: MAX_XML_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| OdooError::Xml {
        path: source.path.clone(),
        line: error.pos().row,
        why: error.to_string(),
    })?;
    let lines = Lines::new(&source.path, text);
    let mut walk =
        Walk { module: Arc::from(source.module.as_str()), lines, unnamed: 0, findings, records: Vec::new() };
    walk.root(document.root_element());
    Ok(walk.records)
}

struct Walk<'a> {
    module: Arc<str>,
    lines: Lines,
    /// Records without id met so far.
    unnamed: usize,
    findings: &'a mut Findings,
    records: Vec<Record>,
}

impl Walk<'_> {
    fn root(&mut self, root: Node<'_, '_>) {
        if matches!(root.tag_name().name(), "odoo" | "openerp" | "data") {
            self.data(root, false);
        } else {
            self.ignore(
                root,
                "the file is not an Odoo data file: its root is neither odoo, openerp nor data",
            );
        }
    }

    /// `<odoo>` or `<data>`, possibly inside one another; `noupdate` is inherited.
    fn data(&mut self, parent: Node<'_, '_>, noupdate: bool) {
        let noupdate = parent.attribute("noupdate").map_or(noupdate, switch);
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "data" | "odoo" | "openerp" => self.data(node, noupdate),
                "record" => self.record(node, noupdate),
                "delete" => self.delete(node),
                "function" => self.ignore(node, "it calls Python, which is never run"),
                _ => self.ignore(node, "it describes screens, not policy"),
            }
        }
    }

    fn record(&mut self, node: Node<'_, '_>, noupdate: bool) {
        let place = self.lines.at(node.range().start);
        let model = node.attribute("model").unwrap_or_default().trim().to_owned();
        let kind = Kind::of_model(&model);
        if model.is_empty() {
            let remedy = "write model=\"…\" as in Odoo's own files";
            let subject = format!("record {}", node.attribute("id").unwrap_or("without id"));
            self.findings.add(Level::Unresolved, kind, &place, subject, "it names no model", remedy);
            return;
        }
        let id = match node.attribute("id").map(str::trim).filter(|id| !id.is_empty()) {
            Some(id) => qualify(&self.module, id),
            None => self.invented_id(kind, &place),
        };
        // Records of other models are only counted: their fields may be large views.
        let fields = if kind == Kind::Other { Vec::new() } else { self.fields(node) };
        let forcecreate = node.attribute("forcecreate").map(switch);
        let module = Arc::clone(&self.module);
        self.records.push(Record { module, id, model, noupdate, forcecreate, fields, place });
    }

    /// Odoo gives such a record no id at all, so that it cannot be found again. Here it needs one; its number among
    /// the unnamed records of the file survives edits elsewhere in the file.
    fn invented_id(&mut self, kind: Kind, place: &super::Place) -> String {
        self.unnamed += 1;
        let file = place.path.rsplit(['/', '\\']).next().unwrap_or_default().trim_end_matches(".xml");
        let id = format!("{}.{file}_unnamed_{}", self.module, self.unnamed);
        if kind != Kind::Other {
            let why = "the record has no id and was given this one";
            self.findings.add(
                Level::Note,
                kind,
                place,
                id.clone(),
                why,
                "give it an id to recognise it next time",
            );
        }
        id
    }

    fn fields(&self, record: Node<'_, '_>) -> Vec<Field> {
        let fields = record.children().filter(|node| node.has_tag_name("field"));
        let named = fields.filter_map(|node| Some((node, node.attribute("name")?)));
        named
            .map(|(node, name)| Field {
                name: name.trim().to_owned(),
                content: content(node),
                place: self.lines.at(node.range().start),
            })
            .collect()
    }

    fn delete(&mut self, node: Node<'_, '_>) {
        let place = self.lines.at(node.range().start);
        let model = node.attribute("model").unwrap_or("?");
        let kind = Kind::of_model(model);
        let target = match (node.attribute("id"), node.attribute("search")) {
            (Some(id), _) => qualify(&self.module, id),
            (None, search) => search.unwrap_or("?").to_owned(),
        };
        self.findings.push(Finding {
            level: Level::Ignored,
            kind,
            place,
            subject: format!("delete {model} {}", super::finding::quote(&target)),
            why: "deletions are not carried out".into(),
            remedy: "if the object is in the imported policy, remove it by hand".into(),
            times: 1,
        });
    }

    fn ignore(&mut self, node: Node<'_, '_>, why: &str) {
        let place = self.lines.at(node.range().start);
        let tag = node.tag_name().name();
        let subject = match (tag, node.attribute("model"), node.attribute("name")) {
            ("function", Some(model), Some(name)) => format!("function {model}.{name}"),
            _ => format!("<{tag}>"),
        };
        let remedy =
            "nothing to do, unless it changes groups, rules or rights: then make that change by hand";
        self.findings.ignore(Kind::Other, &place, super::finding::quote(&subject), why, remedy);
    }
}

fn content(field: Node<'_, '_>) -> Content {
    let attribute = |name| field.attribute(name).map(str::to_owned);
    if let Some(id) = attribute("ref") {
        Content::Ref(id)
    } else if let Some(search) = attribute("search") {
        Content::Search(search)
    } else if let Some(eval) = attribute("eval") {
        Content::Eval(eval)
    } else if field.has_attribute("file") || field.children().any(|child| child.is_element()) {
        Content::Nested
    } else {
        // A comment may split the text. What stands after it counts too: reading less of a domain allows more.
        Content::Text(field.children().filter(Node::is_text).filter_map(|child| child.text()).collect())
    }
}
