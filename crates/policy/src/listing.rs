//! Which records may this user read, update or delete? The answer to a list, as a filter.
//!
//! The filter matches exactly the records for which [`Asker::check`] allows; a property test holds the two together.
//! Which lines count depends on where a record lies, so every line with a limited reach brings a condition "the record
//! lies here", and what the line gives is joined to it: role and area stay paired in SQL too.

use bailiwick_model::{Effect, IdKind, Operation, Override, OverrideTarget, RecordId, Unplaced, Value};

use crate::{
    asker::Asker,
    domain::EvalError,
    filter::{Filter, Test, Tree},
    schema::{FieldId, Kind, ModelId, Route},
    snapshot::{NO_NODE, PAGE, Window},
};

/// A line that counts today, and where.
struct Worn {
    role: u32,
    here: Filter,
}

/// What group rules say about records.
struct GroupFilter {
    /// Where one of those that apply holds, or none applies.
    holds: Filter,
    /// Where none applies that cannot be computed. Not even an allow override helps elsewhere.
    computable: Filter,
}

/// Wraps a condition on a parent's record into one on the record itself.
type Wrap<'w> = &'w dyn Fn(Filter) -> Filter;

impl Asker<'_> {
    /// The records of `model` on which the user may do `operation`.
    ///
    /// # Errors
    /// When a rule's value cannot be computed: then nothing may be listed.
    pub fn filter(&self, operation: Operation, model: ModelId) -> Result<Filter, EvalError> {
        if let Some(verdict) = self.before_rights() {
            return Ok(Filter::constant(verdict.allowed));
        }
        let lines = self.worn_lines(model);
        if self.exclusive_kinds() {
            return Ok(Filter::Nothing);
        }
        let (denied, allowed) = self.override_filters(operation, model);
        let granted = self.granted(operation, model, &lines);
        if granted == Filter::Nothing && allowed == Filter::Nothing {
            return Ok(Filter::Nothing);
        }
        let own = |filter| filter;
        let GroupFilter { holds, computable } = self.group_filter(operation, model, &lines, &own)?;
        let given = Filter::or([Filter::and([granted, holds]), allowed]);
        let mut parts = vec![denied.not(), given, computable, self.present(model)];
        self.global_filters(operation, model, &own, &mut parts)?;
        self.parent_filters(operation, model, &lines, &own, &mut parts)?;
        Ok(Filter::and(parts))
    }

    /// Whether an override that counts today keeps the user from an operation on some records of the model, whatever rules say.
    #[must_use]
    pub fn is_denied_some(&self, operation: Operation, model: ModelId) -> bool {
        !self.bypasses() && self.override_filters(operation, model).0 != Filter::Nothing
    }

    fn worn_lines(&self, model: ModelId) -> Vec<Worn> {
        let enabled = self.snapshot.enabled_lines(self.seat, self.today);
        let worn = enabled.map(|(tables, line)| {
            let reach = tables.reach(line);
            Worn { role: line.role, here: self.here(model, reach.areas, reach.companies) }
        });
        worn.collect()
    }

    pub(crate) fn exclusive_kinds(&self) -> bool {
        let rules = &self.snapshot.rules;
        let enabled = self.snapshot.enabled_lines(self.seat, self.today);
        enabled.fold(0, |kinds, (_, line)| kinds | rules.kinds(line.role)).count_ones() > 1
    }

    /// Where some ACL row allows the operation.
    fn granted(&self, operation: Operation, model: ModelId, lines: &[Worn]) -> Filter {
        let rules = &self.snapshot.rules;
        if rules.brief(model).everybody & operation.bit() != 0 {
            return Filter::All;
        }
        let granting =
            lines.iter().filter(|l| rules.table(model, 0).grant(l.role).operations & operation.bit() != 0);
        Filter::or(granting.map(|l| l.here.clone()))
    }

    /// Group rules: where one applies and holds, or where none applies.
    fn group_filter(
        &self,
        operation: Operation,
        model: ModelId,
        lines: &[Worn],
        wrap: Wrap<'_>,
    ) -> Result<GroupFilter, EvalError> {
        let rules = &self.snapshot.rules;
        let brief = rules.brief(model);
        let (mut holding, mut silent, mut failing) = (Vec::new(), Vec::new(), Vec::new());
        for number in brief.grouped..brief.end {
            if rules.rule(number).operations & operation.bit() == 0 {
                continue;
            }
            let at = (number - brief.grouped) as usize;
            let (page, bit) = (at / PAGE, 1_u64 << (at % PAGE));
            let naming = lines.iter().filter(|l| rules.table(model, page).grant(l.role).rules & bit != 0);
            let applies = Filter::or(naming.map(|l| l.here.clone()));
            if applies == Filter::Nothing {
                continue;
            }
            match rules.text(number).domain.bind(&self.snapshot.schema, model, self) {
                Ok(holds) => holding.push(Filter::and([applies.clone(), wrap(holds)])),
                // Where a rule applies that cannot be computed, nothing is allowed.
                Err(error) if applies == Filter::All => return Err(error),
                Err(_) => failing.push(applies.clone().not()),
            }
            silent.push(applies.not());
        }
        let holds = Filter::or(std::iter::once(Filter::and(silent)).chain(holding));
        Ok(GroupFilter { holds, computable: Filter::and(failing) })
    }

    fn global_filters(
        &self,
        operation: Operation,
        model: ModelId,
        wrap: Wrap<'_>,
        parts: &mut Vec<Filter>,
    ) -> Result<(), EvalError> {
        let rules = &self.snapshot.rules;
        let brief = rules.brief(model);
        for number in brief.start..brief.grouped {
            if rules.rule(number).operations & operation.bit() != 0 {
                parts.push(wrap(rules.text(number).domain.bind(&self.snapshot.schema, model, self)?));
            }
        }
        Ok(())
    }

    /// All rules of the delegate parents, as conditions on the linked records.
    fn parent_filters(
        &self,
        operation: Operation,
        model: ModelId,
        lines: &[Worn],
        wrap: Wrap<'_>,
        parts: &mut Vec<Filter>,
    ) -> Result<(), EvalError> {
        for (parent, link) in &self.snapshot.schema.model(model).inherits {
            let inner = |filter| wrap(Filter::related(*link, *parent, filter));
            self.global_filters(operation, *parent, &inner, parts)?;
            let GroupFilter { holds, computable } = self.group_filter(operation, *parent, lines, &inner)?;
            parts.extend([holds, computable]);
            self.parent_filters(operation, *parent, lines, &inner, parts)?;
        }
        Ok(())
    }

    /// Records that have every value their model requires.
    fn present(&self, model: ModelId) -> Filter {
        let (required, info) =
            (&self.snapshot.rules.model(model).required, self.snapshot.schema.model(model));
        Filter::and(required.iter().map(|field| Filter::given(*field, &info.info(*field).kind)))
    }

    /// Where deny overrides apply, and where allow overrides do.
    fn override_filters(&self, operation: Operation, model: ModelId) -> (Filter, Filter) {
        let (mut denied, mut allowed) = (Vec::new(), Vec::new());
        let name = &self.snapshot.schema.model(model).name;
        for o in self.overrides() {
            let OverrideTarget::Records { model: target, operations, records } = &o.target else { continue };
            if target != name || !operations.contains(operation) || !Window::of(o.validity).holds(self.today)
            {
                continue;
            }
            let chosen = match records {
                // An id of the wrong type names no record, though a database might find that it does.
                Some(ids) => {
                    let is_text = self.snapshot.schema.model(model).id_kind() == IdKind::Text;
                    let fitting = ids.iter().filter(|id| matches!(id, RecordId::Text(_)) == is_text);
                    Filter::one_of(FieldId::ID, fitting.map(Value::from).collect(), false)
                }
                None => Filter::All,
            };
            let (areas, companies) = self.override_nodes(o);
            let filter = Filter::and([chosen, self.here(model, &areas, &companies)]);
            (if o.effect == Effect::Deny { &mut denied } else { &mut allowed }).push(filter);
        }
        (Filter::or(denied), Filter::or(allowed))
    }

    /// Nodes of an override's places. Compiling made sure that they exist.
    pub(crate) fn override_nodes(&self, o: &Override) -> (Vec<u32>, Vec<u32>) {
        let places = &self.snapshot.places;
        let area = |code: &bailiwick_model::AreaCode| places.areas.find(code).unwrap_or(NO_NODE);
        let company = |id: &bailiwick_model::CompanyId| places.companies.find(id).unwrap_or(NO_NODE);
        (o.areas.iter().map(area).collect(), o.companies.iter().map(company).collect())
    }

    /// "The record lies in these areas and belongs to these companies."
    fn here(&self, model: ModelId, areas: &[u32], companies: &[u32]) -> Filter {
        let info = self.snapshot.schema.model(model);
        let mut parts = Vec::new();
        if !areas.is_empty() && !info.area.is_empty() {
            let within = info.area.iter().map(|r| self.route_within(model, r, areas, Dimension::Area));
            let mut within: Vec<Filter> = within.collect();
            if info.unplaced == Unplaced::Reachable {
                within.push(Filter::and(info.area.iter().map(|r| self.route_unset(model, &r.fields))));
            }
            parts.push(Filter::or(within));
        }
        if !companies.is_empty() && !info.company.is_empty() {
            parts.push(Filter::or(
                info.company.iter().map(|r| self.route_within(model, r, companies, Dimension::Company)),
            ));
        }
        Filter::and(parts)
    }

    /// Wraps a test of a route's last field into the relations that lead to it.
    fn along(&self, model: ModelId, fields: &[FieldId], last: &dyn Fn(ModelId, FieldId) -> Filter) -> Filter {
        match fields {
            [] => Filter::Nothing,
            [field] => last(model, *field),
            [field, rest @ ..] => match self.snapshot.schema.model(model).info(*field).kind.comodel() {
                Some(comodel) => Filter::related(*field, comodel, self.along(comodel, rest, last)),
                None => Filter::Nothing,
            },
        }
    }

    /// "The route leads nowhere": some link on the way is not set. One to a record that is not there is set.
    fn route_unset(&self, model: ModelId, fields: &[FieldId]) -> Filter {
        let Some((field, rest)) = fields.split_first() else { return Filter::All };
        let unset = Filter::one_of(*field, Vec::new(), true);
        let kind = &self.snapshot.schema.model(model).info(*field).kind;
        match kind.comodel() {
            _ if rest.is_empty() => unset,
            None => Filter::All,
            Some(comodel) => {
                let beyond = self.route_unset(comodel, rest);
                if kind.is_x2many() {
                    Filter::related(*field, comodel, beyond.not()).not()
                } else {
                    Filter::or([unset, Filter::related(*field, comodel, beyond)])
                }
            }
        }
    }

    fn route_within(&self, model: ModelId, route: &Route, nodes: &[u32], dimension: Dimension) -> Filter {
        self.along(model, &route.fields, &|at, field| {
            let kind = &self.snapshot.schema.model(at).info(field).kind;
            let model = match kind {
                Kind::Id(_) => Some(at),
                kind => kind.comodel(),
            };
            match model.filter(|m| route.to_ids && self.is_tree_of(*m, dimension)) {
                Some(model) => self.tree_test(model, field, nodes, dimension),
                None => Filter::one_of(field, self.members(nodes, dimension, kind, route.to_ids), false),
            }
        })
    }

    /// Whether the records of `model` are the tree itself, with links that SQL can follow.
    fn is_tree_of(&self, model: ModelId, dimension: Dimension) -> bool {
        let schema = &self.snapshot.schema;
        let own = match dimension {
            Dimension::Area => schema.area,
            Dimension::Company => schema.company,
        };
        own == Some(model) && schema.model(model).parent.is_some()
    }

    fn tree_test(&self, model: ModelId, field: FieldId, nodes: &[u32], dimension: Dimension) -> Filter {
        let Some(link) = self.snapshot.schema.model(model).parent else { return Filter::Nothing };
        let mut roots: Vec<Value> = nodes.iter().filter_map(|n| self.node_id(dimension, *n)).collect();
        roots.sort_unstable_by(Value::order);
        if roots.is_empty() {
            return Filter::Nothing;
        }
        let test = Test::Tree(Tree { model, link, below: true, roots, named: None });
        Filter::Field { field, negated: false, test }
    }

    /// All values of a field of this kind that name one of the nodes or something below it.
    fn members(&self, nodes: &[u32], dimension: Dimension, kind: &Kind, to_ids: bool) -> Vec<Value> {
        let tree = self.tree(dimension);
        let is_text = match kind {
            Kind::Integer => false,
            Kind::Id(id) => *id == IdKind::Text,
            kind => kind.comodel().is_none_or(|to| self.snapshot.schema.model(to).id_kind() == IdKind::Text),
        };
        let names = nodes.iter().flat_map(|n| tree.span(*n).nodes()).flat_map(|n| {
            let both = [tree.record_id(n).map(Value::from), Some(Value::text(tree.names.name(n)))];
            both.into_iter().flatten().filter(move |v| tree.node_of(v, to_ids) == Some(n))
        });
        names.filter(|v| matches!(v, Value::Text(_)) == is_text).collect()
    }

    fn node_id(&self, dimension: Dimension, node: u32) -> Option<Value> {
        match dimension {
            Dimension::Area => self.snapshot.area_id(node),
            Dimension::Company => Some(self.snapshot.company_id(node)).filter(|v| !v.is_null()),
        }
    }

    fn tree(&self, dimension: Dimension) -> &crate::snapshot::PlaceTree {
        match dimension {
            Dimension::Area => &self.snapshot.places.areas,
            Dimension::Company => &self.snapshot.places.companies,
        }
    }
}

/// The two trees that limit lines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dimension {
    Area,
    Company,
}
