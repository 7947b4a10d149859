//! `/rules/new`, `/rules/{id}`: the editor of a record rule. Its domain is a text and lines that can be chosen; both are the same domain,
//! and which records it matches for somebody is shown beside it before anything is saved.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    response::Response,
};
use bailiwick_app::administration::PolicySight;
use bailiwick_model::RecordRule;
use bailiwick_store::policy::PolicyKind;
use serde_json::{Map, Value as Json, json};

use super::{
    super::{clash::Clash, faults::Faults, insider, page::Page, query::Query, shell::Shell},
    acl_form::ticked,
    builder::{Line, Says, lines_of, text_of},
    deed::{self, Deed, Plan, Sent, What, first_step},
    editable,
    forms::{Heading, told},
    names::{
        Named, OperationBox, Picker, boxes, free_id, groups_offered, model_title, page_of, rule_title, slug,
    },
    rule, sight,
    trial::{self, Trial},
};
use crate::{
    http::{Gate, Insider, Named as Key, Refusal},
    language::Words,
};

/// Lines at most; a domain that has more is text.
const MOST_LINES: usize = 30;
/// Fields that a line offers at most.
const MOST_FIELDS: usize = 200;

#[derive(Template)]
#[template(path = "rule_form.html")]
struct RuleForm<'p> {
    shell: &'p Shell,
    page: &'p Page,
    plan: &'p Plan<'p>,
    heading: &'p Heading,
    draft: &'p Query,
    model: Named,
    tag: String,
    faults: Faults,
    clash: Option<Clash>,
    picker: Picker,
    operations: Vec<OperationBox>,
    operations_fault: Option<String>,
    is_on: bool,
    domain: String,
    domain_fault: Option<String>,
    lines: Vec<LineRow>,
    /// Whether it is text as a whole, which lines cannot say.
    is_text: bool,
    has_text_lines: bool,
    fields: Vec<(String, String)>,
    groups: Vec<Named>,
    seen_as: String,
    trial: Trial,
}

/// A line of the builder.
struct LineRow {
    at: usize,
    number: usize,
    is_first: bool,
    is_or: bool,
    field: String,
    value: String,
    operators: Vec<(&'static str, String, bool)>,
    /// What no condition says.
    text: Option<String>,
}

/// What the form says about the domain.
struct Domain {
    text: String,
    lines: Option<Vec<Line>>,
    fault: Option<String>,
}

impl RuleForm<'_> {
    fn said(&self, name: &str) -> &str {
        self.draft.one(name).unwrap_or_default()
    }
}

/// `GET` and `POST /rules/new?m=MODEL`
pub(super) async fn make(State(gate): State<Arc<Gate>>, request: Request) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let sight = sight(&gate, &insider)?;
    editable(sight.may_write())?;
    if let Some(led) = deed::must_be_fresh(&insider, &deed::here(&insider))? {
        return Ok(led);
    }
    let draft = super::draft(&insider);
    let model = super::model_of(&sight, &draft)?;
    let draft = match insider.knock.is_look && draft.one("label").is_none() {
        true => {
            let new =
                [("active", "yes"), ("op", "read"), ("op", "update"), ("op", "create"), ("op", "delete")];
            Query::sent(new.into_iter()).with("m", Some(&model))
        }
        false => draft,
    };
    let shell = Shell::of(&gate, &insider).await?;
    let (page, there) = (&shell.page, page_of("models", &model));
    let name = slug(draft.one("label").unwrap_or_default());
    let base = if name.is_empty() { format!("rule.{model}") } else { format!("rule.{model}.{name}") };
    let id = free_id(&base, |id| sight.policy().rules.contains_key(id));
    let plan = Plan {
        form: "/rules/new",
        back: &there,
        then: &there,
        news: "rule-made",
        title: page.text("pol-rule-make-confirm"),
        button: page.text("pol-rule-make"),
        crumbs: crumbs(page, &sight, &model),
        field: first_step,
    };
    let heading =
        Heading { title: page.text("pol-rule-new"), about: page.text("pol-rule-about"), delete: None };
    let domain = domain(&sight, &model, &draft);
    let mut body = body(&draft, &domain.text);
    body.retain(|_, value| !value.is_null());
    body.insert("model".to_owned(), model.clone().into());
    let deed = Deed { kind: PolicyKind::Rule, id, what: What::Create(body) };
    answered(&gate, &insider, &shell, &sight, (&model, deed, domain), &draft, &plan, &heading).await
}

/// `GET` and `POST /rules/{id}`
pub(super) async fn edit(
    State(gate): State<Arc<Gate>>,
    Key(id): Key,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let sight = sight(&gate, &insider)?;
    let part = sight.part(PolicyKind::Rule, &id).ok_or_else(Refusal::not_found)?;
    let known = sight.policy().rules.get(&*id).ok_or_else(Refusal::not_found)?;
    if insider.knock.is_look && !part.changeable {
        let shell = Shell::of(&gate, &insider).await?;
        return rule::shown(&shell, &sight, (&id, known, &part));
    }
    editable(part.changeable)?;
    if let Some(led) = deed::must_be_fresh(&insider, &deed::here(&insider))? {
        return Ok(led);
    }
    let shell = Shell::of(&gate, &insider).await?;
    let (page, here, there) = (&shell.page, page_of("rules", &id), page_of("models", &known.model));
    let draft = super::draft_of(&insider, &part, |_| written(known));
    let title = rule_title(sight.policy(), &id);
    let plan = Plan {
        form: &here,
        back: &there,
        then: &there,
        news: "rule-changed",
        title: page.with("pol-rule-save-confirm", &Words::new().text("name", &*title)),
        button: page.text("pol-rule-save"),
        crumbs: crumbs(page, &sight, &known.model),
        field: first_step,
    };
    let delete = part.deletable.then(|| format!("{here}/delete"));
    let heading = Heading { title, about: page.text("pol-rule-about"), delete };
    let domain = domain(&sight, &known.model, &draft);
    let deed =
        Deed { kind: PolicyKind::Rule, id: id.clone(), what: What::Change(body(&draft, &domain.text)) };
    answered(&gate, &insider, &shell, &sight, (&known.model, deed, domain), &draft, &plan, &heading).await
}

/// `GET` and `POST /rules/{id}/delete`
pub(super) async fn delete(
    State(gate): State<Arc<Gate>>,
    Key(id): Key,
    request: Request,
) -> Result<Response, Refusal> {
    let insider = insider!(gate, request);
    let sight = sight(&gate, &insider)?;
    let part = sight.part(PolicyKind::Rule, &id).ok_or_else(Refusal::not_found)?;
    let known = sight.policy().rules.get(&*id).ok_or_else(Refusal::not_found)?;
    editable(part.deletable)?;
    let shell = Shell::of(&gate, &insider).await?;
    let (page, here, there) = (&shell.page, page_of("rules", &id), page_of("models", &known.model));
    let (title, form) = (rule_title(sight.policy(), &id), format!("{here}/delete"));
    let mut crumbs = crumbs(page, &sight, &known.model);
    let words = Words::new().text("name", &*title);
    crumbs.push((here.clone(), title));
    let plan = Plan {
        form: &form,
        back: &here,
        then: &there,
        news: "rule-deleted",
        title: page.with("pol-rule-delete-confirm", &words),
        button: page.text("pol-rule-delete"),
        crumbs,
        field: first_step,
    };
    super::deleted(&gate, &insider, &shell, (PolicyKind::Rule, &id, &part), &plan).await
}

#[allow(clippy::too_many_arguments, reason = "a form is about many things, each of which is used once")]
async fn answered(
    gate: &Arc<Gate>,
    insider: &Insider,
    shell: &Shell,
    sight: &PolicySight,
    (model, deed, domain): (&str, Deed, Domain),
    draft: &Query,
    plan: &Plan<'_>,
    heading: &Heading,
) -> Result<Response, Refusal> {
    let is_sent = !insider.knock.is_look && matches!(draft.one("step"), Some("save" | "preview"));
    let (mut faults, mut clash) = (Faults::default(), None);
    if is_sent {
        // What lines say stands in the text from now on.
        let rest = draft.pairs().iter().filter(|(name, _)| !name.starts_with("row.") && name != "lines");
        let rest = Query::sent(rest.map(|(name, value)| (name.as_str(), value.as_str())));
        let draft = rest.with("domain", Some(&domain.text)).with("was", Some(&domain.text));
        match deed::sent(gate, insider, shell, deed, &draft, plan).await? {
            Sent::Answer(answer) => return Ok(answer),
            Sent::Again(wrong, differs) => (faults, clash) = (wrong, differs),
        }
    }
    let page = &shell.page;
    let own = insider.caller.login().to_string();
    let seen_as = draft.one("as").map_or(own, |login| login.trim().to_owned());
    let trial = match &domain.fault {
        Some(fault) => Trial { fault: Some(fault.clone()), ..Trial::default() },
        None => trial::tried(gate, insider, page, (&seen_as, model, &domain.text)).await?,
    };
    let is_text = domain.fault.is_none() && domain.lines.is_none();
    let lines = lines(page, domain.lines.unwrap_or_default(), draft.one("step") == Some("line"));
    let picker = ("groups", "pol-rule-groups", "pol-rule-groups-hint");
    let picker = Picker::new(page, sight, picker, draft.all("groups"), told(&faults, "groups"));
    let typed = || draft.one("tag").unwrap_or_default().to_owned();
    let tag = clash.as_ref().map_or_else(typed, |clash| clash.tag.clone());
    let known = sight.policy().models.get(model).into_iter().flat_map(|model| &model.fields);
    let fields = known.take(MOST_FIELDS).map(|(name, field)| {
        (name.to_string(), field.label.clone().unwrap_or_else(|| field.kind.word().to_owned()))
    });
    let status = faults.status();
    page.html(
        status,
        &RuleForm {
            shell,
            page,
            plan,
            heading,
            draft,
            model: super::groups::named_model(sight.policy(), model),
            tag,
            clash,
            picker,
            operations: boxes(page, ticked(draft)),
            operations_fault: told(&faults, "operations"),
            is_on: draft.one("active") == Some("yes"),
            domain: domain.text,
            domain_fault: told(&faults, "domain").or(domain.fault),
            has_text_lines: lines.iter().any(|line| line.text.is_some()),
            lines,
            is_text,
            fields: fields.collect(),
            groups: groups_offered(sight.policy()),
            seen_as,
            trial,
            faults,
        },
    )
}

fn crumbs(page: &Page, sight: &PolicySight, model: &str) -> Vec<(String, String)> {
    let title = model_title(sight.policy(), model);
    vec![("/models".to_owned(), page.text("models")), (page_of("models", model), title)]
}

/// The domain that the form says: the text where that was changed, else the lines.
fn domain(sight: &PolicySight, model: &str, draft: &Query) -> Domain {
    let typed = draft.one("domain").unwrap_or_default().replace("\r\n", "\n");
    let was = draft.one("was").unwrap_or_default().replace("\r\n", "\n");
    let chosen = sent_lines(draft);
    // Whoever looks at a form for the first time has chosen no lines yet.
    let is_chosen = draft.one("was").is_some() && typed == was && draft.one("lines").is_some();
    let text = match is_chosen {
        // What lines say as well stays as it was written.
        true if lines_of(&was).ok().flatten().is_some_and(|lines| text_of(&lines) == text_of(&chosen)) => was,
        true => text_of(&chosen),
        false => typed,
    };
    let fault = trial::fault(sight, model, &text);
    let lines = match lines_of(&text) {
        // Lines that say nothing yet are kept until they do.
        Ok(Some(_)) if is_chosen => Some(chosen),
        Ok(Some(lines)) if lines.len() > MOST_LINES => None,
        Ok(lines) => lines,
        Err(_) => Some(chosen),
    };
    Domain { text, lines, fault }
}

/// The lines of the form, without one that is to go.
fn sent_lines(draft: &Query) -> Vec<Line> {
    let gone = draft.one("step").and_then(|step| step.strip_prefix("drop-")?.parse::<usize>().ok());
    let line = |at: usize| {
        let said = |member: &str| draft.one(&format!("row.{at}.{member}"));
        let is_or = said("join") == Some("or");
        let text = |member: &str| said(member).unwrap_or_default().to_owned();
        let says = match (said("text"), said("field")) {
            (Some(text), _) => Says::Text(text.to_owned()),
            (None, Some(field)) => {
                Says::Condition { field: field.to_owned(), operator: text("op"), value: text("value") }
            }
            (None, None) => return None,
        };
        Some(Line { is_or, says })
    };
    (0..MOST_LINES).filter(|at| Some(*at) != gone).filter_map(line).collect()
}

/// The lines as they are shown; with an empty one where one was asked for, or where there is none.
fn lines(page: &Page, mut lines: Vec<Line>, is_more: bool) -> Vec<LineRow> {
    let has_empty = lines.last().is_some_and(|line| match &line.says {
        Says::Condition { field, .. } => field.trim().is_empty(),
        Says::Text(_) => false,
    });
    if (is_more || lines.is_empty()) && !has_empty && lines.len() < MOST_LINES {
        let says = Says::Condition { field: String::new(), operator: "=".to_owned(), value: String::new() };
        lines.push(Line { is_or: false, says });
    }
    let row = |(at, line): (usize, Line)| {
        let (field, operator, value, text) = match line.says {
            Says::Condition { field, operator, value } => (field, operator, value, None),
            Says::Text(text) => (String::new(), String::new(), String::new(), Some(text)),
        };
        LineRow {
            at,
            number: at + 1,
            is_first: at == 0,
            is_or: line.is_or && at > 0,
            field,
            value,
            operators: operators(page, &operator),
            text,
        }
    };
    lines.into_iter().enumerate().map(row).collect()
}

/// How a field can be compared, in words.
fn operators(page: &Page, chosen: &str) -> Vec<(&'static str, String, bool)> {
    let one = |(operator, text): (&'static str, &str)| {
        let text = if text.is_empty() { operator.to_owned() } else { page.text(text) };
        (operator, text, operator == chosen)
    };
    OPERATORS.into_iter().map(one).collect()
}

/// Operators, and their names for people; signs are read everywhere.
const OPERATORS: [(&str, &str); 21] = [
    ("=", "pol-cmp-is"),
    ("!=", "pol-cmp-is-not"),
    ("in", "pol-cmp-in"),
    ("not in", "pol-cmp-not-in"),
    ("child_of", "pol-cmp-child"),
    ("parent_of", "pol-cmp-parent"),
    ("<", ""),
    ("<=", ""),
    (">", ""),
    (">=", ""),
    ("ilike", "pol-cmp-ilike"),
    ("not ilike", "pol-cmp-not-ilike"),
    ("like", "pol-cmp-like"),
    ("not like", "pol-cmp-not-like"),
    ("=ilike", "pol-cmp-form-ilike"),
    ("not =ilike", "pol-cmp-not-form-ilike"),
    ("=like", "pol-cmp-form"),
    ("not =like", "pol-cmp-not-form"),
    ("=?", "pol-cmp-if-set"),
    ("any", "pol-cmp-any"),
    ("not any", "pol-cmp-not-any"),
];

/// What the form says, as a patch of a rule.
fn body(draft: &Query, domain: &str) -> Map<String, Json> {
    let groups: Vec<&str> = draft.all("groups").map(str::trim).filter(|id| !id.is_empty()).collect();
    let is_on = draft.one("active") == Some("yes");
    let members = [
        ("label", draft.said("label").map_or(Json::Null, Json::from)),
        ("groups", if groups.is_empty() { Json::Null } else { groups.into() }),
        ("operations", json!(ticked(draft))),
        ("active", if is_on { Json::Null } else { false.into() }),
        ("domain", domain.into()),
    ];
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// A rule that is there, as the form has it.
fn written(rule: &RecordRule) -> Vec<(String, String)> {
    let mut pairs = vec![
        ("label".to_owned(), rule.label.clone().unwrap_or_default()),
        ("domain".to_owned(), rule.domain.clone()),
    ];
    pairs.extend(rule.groups.iter().map(|id| ("groups".to_owned(), id.to_string())));
    pairs.extend(rule.operations.iter().map(|one| ("op".to_owned(), one.word().to_owned())));
    pairs.extend(rule.active.then(|| ("active".to_owned(), "yes".to_owned())));
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operator_of_the_engine_can_be_chosen() {
        use bailiwick_policy::domain::Operator;
        for name in Operator::all() {
            let text = Operator::named(name).unwrap().text();
            assert!(OPERATORS.iter().any(|(known, _)| *known == text), "{name}");
        }
    }

    #[test]
    fn lines_that_are_to_go_are_gone() {
        let draft = Query::of(
            &"/rules/new?row.0.field=a&row.0.op=%3D&row.0.value=1&row.1.join=or&row.1.text=('b','%3D',2)&step=drop-0"
                .parse()
                .unwrap(),
        );
        let left = sent_lines(&draft);
        assert_eq!(left, [Line { is_or: true, says: Says::Text("('b','=',2)".to_owned()) }]);
        assert_eq!(text_of(&left), "[('b','=',2)]");
    }
}
