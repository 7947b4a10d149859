//! `/rules/new`, `/rules/{id}`: the editor of a record rule. Which records its domain matches for somebody is shown beside it before
//! anything is saved.

use askama::Template;
use axum::response::Response;
use bailiwick_app::administration::{PolicyPart, PolicySight};
use bailiwick_model::Operation;
use bailiwick_store::policy::PolicyKind;
use serde_json::{Map, Value as Json, json};

use super::{
    super::{faults::Fault, page::Page, query::Query, shell::Shell},
    control::{Written, chosen, in_force, members, said, ticked, told},
    form::{Form, Way},
    groups::named_model,
    model::way_to,
    names::{Named, OperationBox, Picker, boxes, free_id, groups_offered, rule_title, slug},
    rule,
    rule_lines::{LineRow, domain, lines},
    sheet::Sheet,
    trial::{self, Trial},
};
use crate::http::Refusal;

/// Fields that a line offers at most.
const MOST_FIELDS: usize = 200;

/// The form of a record rule.
pub(super) struct RuleForm;

#[derive(Template)]
#[template(path = "rule_form.html")]
struct RulePage<'p> {
    shell: &'p Shell,
    page: &'p Page,
    sheet: &'p Sheet<'p>,
    model: Named,
    picker: Picker,
    operations: Vec<OperationBox>,
    operations_fault: Option<Fault>,
    is_on: bool,
    domain: String,
    domain_fault: Option<Fault>,
    lines: Vec<LineRow>,
    /// Whether it is text as a whole, which lines cannot say.
    is_text: bool,
    has_text_lines: bool,
    fields: Vec<(String, String)>,
    groups: Vec<Named>,
    seen_as: String,
    trial: Trial,
}

impl Form for RuleForm {
    const KIND: PolicyKind = PolicyKind::Rule;
    const WORD: &'static str = "rule";
    const PATH: &'static str = "/rules";
    const HAS_PAGE: bool = false;
    const ON_MODEL: bool = true;

    fn way(page: &Page, sight: &PolicySight, model: &str) -> Way {
        way_to(page, sight, model)
    }

    fn name(_page: &Page, sight: &PolicySight, id: &str, _part: &PolicyPart) -> String {
        rule_title(sight.policy(), id)
    }

    fn new_id(sight: &PolicySight, model: &str, draft: &Query) -> String {
        let name = slug(draft.one("label").unwrap_or_default());
        let base = if name.is_empty() { format!("rule.{model}") } else { format!("rule.{model}.{name}") };
        free_id(&base, |id| sight.policy().rules.contains_key(id))
    }

    fn begun(_sight: &PolicySight, asked: Query) -> Query {
        let all = Operation::ALL.iter().fold(asked, |asked, one| asked.and("op", one.word()));
        all.with("active", Some("yes"))
    }

    /// What lines say stands in the text from then on.
    fn settled(sight: &PolicySight, model: &str, draft: &Query) -> Query {
        let rest = draft.keep(|(name, _)| !name.starts_with("row.") && name != "lines");
        let text = domain(sight, model, draft).text;
        rest.with("domain", Some(&text)).with("was", Some(&text))
    }

    fn body(draft: &Query, _part: Option<&PolicyPart>) -> Map<String, Json> {
        members([
            ("label", said(draft, "label")),
            ("groups", chosen(draft, "groups")),
            ("operations", json!(ticked(draft))),
            ("active", in_force(draft)),
            ("domain", draft.one("domain").unwrap_or_default().into()),
        ])
    }

    fn written(part: &PolicyPart) -> Written {
        let written = Written::of(&part.body, &["label", "domain"]).list("groups", &part.body, "groups");
        let written = match part.body.contains_key("operations") {
            true => written.list("op", &part.body, "operations"),
            // A rule that names none speaks about all of them.
            false => written.all("op", Operation::ALL),
        };
        written.active(&part.body)
    }

    async fn shown(sheet: Sheet<'_>) -> Result<Response, Refusal> {
        let (shell, page, policy) = (sheet.shell, sheet.page(), sheet.sight.policy());
        let domain = domain(sheet.sight, sheet.model, sheet.draft);
        let own = sheet.insider.caller.login().to_string();
        let seen_as = sheet.draft.one("as").map_or(own, |login| login.trim().to_owned());
        let trial = match &domain.fault {
            Some(fault) => Trial { fault: Some(fault.clone()), ..Trial::default() },
            None => {
                let question = (&*seen_as, sheet.model, &*domain.text);
                trial::tried(sheet.gate, sheet.insider, page, question).await?
            }
        };
        let is_text = domain.fault.is_none() && domain.lines.is_none();
        let lines = lines(page, domain.lines.unwrap_or_default(), sheet.said("step") == "line");
        let known = policy.models.get(sheet.model).into_iter().flat_map(|model| &model.fields);
        let fields = known.take(MOST_FIELDS).map(|(name, field)| {
            (name.to_string(), field.label.clone().unwrap_or_else(|| field.kind.word().to_owned()))
        });
        let rule = RulePage {
            shell,
            page,
            model: named_model(policy, sheet.model),
            picker: sheet.picker("groups", "pol-rule-groups", "pol-rule-groups-hint"),
            operations: boxes(page, ticked(sheet.draft)),
            operations_fault: told(&sheet.faults, "operations"),
            is_on: sheet.said("active") == "yes",
            domain: domain.text,
            domain_fault: told(&sheet.faults, "domain")
                .or_else(|| domain.fault.map(|text| Fault::english("domain", text))),
            has_text_lines: lines.iter().any(|line| line.text.is_some()),
            lines,
            is_text,
            fields: fields.collect(),
            groups: groups_offered(policy),
            seen_as,
            trial,
            sheet: &sheet,
        };
        page.html(sheet.faults.status(), &rule)
    }

    fn looked_at(
        shell: &Shell,
        sight: &PolicySight,
        id: &str,
        part: &PolicyPart,
    ) -> Option<Result<Response, Refusal>> {
        let known = sight.policy().rules.get(id)?;
        Some(rule::shown(shell, sight, (id, known, part)))
    }
}
