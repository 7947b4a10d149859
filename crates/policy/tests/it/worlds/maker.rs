//! Random domains.

use bailiwick_model::Policy;
use serde_json::{Value as Json, json};

use super::{AREAS, CASES, MOMENTS, TEXTS, USERS, day};
use crate::{
    dice::Dice,
    oracle::{Dom, Term},
};

/// Makes random domains that are valid for a model.
pub(crate) struct Maker<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) dice: &'a mut Dice,
    /// Whether values may be variables of the asking user.
    pub(crate) variables: bool,
}

const CONDITIONS: [&str; 6] = [
    "actor.department",
    "actor.kind == 'client'",
    "user.center_area_ids",
    "user.has_group('g3')",
    "user.has_group('base.group_no_one')",
    "len(company_ids) > 1",
];

impl Maker<'_> {
    pub(crate) fn whole(&mut self, model: &str) -> Dom {
        if self.variables && self.dice.one_in(10) {
            let condition = *self.dice.pick(&CONDITIONS);
            return Dom::If(condition, Box::new(self.dom(model, 2)), Box::new(self.dom(model, 1)));
        }
        if self.dice.one_in(12) { Dom::Constant(true) } else { self.dom(model, 3) }
    }

    pub(crate) fn dom(&mut self, model: &str, depth: usize) -> Dom {
        if depth == 0 {
            return self.condition(model, 2);
        }
        match self.dice.below(9) {
            0 => Dom::Constant(self.dice.one_in(2)),
            1 => Dom::Not(Box::new(self.dom(model, depth - 1))),
            2 => Dom::And((0..2).map(|_| self.dom(model, depth - 1)).collect()),
            3 => Dom::Or((0..2 + self.dice.below(2)).map(|_| self.dom(model, depth - 1)).collect()),
            _ => self.condition(model, 2),
        }
    }

    fn fields(&self, model: &str) -> Vec<(String, Option<bailiwick_model::FieldKind>)> {
        let described = &self.policy.models[model];
        // What a user's areas are depends on the day, so no record holds them.
        let own = described.fields.iter().filter(|(name, _)| name.as_str() != "center_area_ids");
        let own = own.map(|(name, field)| (name.to_string(), Some(field.kind.clone())));
        own.chain([("id".to_owned(), None)]).collect()
    }

    fn condition(&mut self, model: &str, depth: usize) -> Dom {
        use bailiwick_model::FieldKind as Kind;
        let fields = self.fields(model);
        let (name, kind) = self.dice.pick(&fields).clone();
        let is = |path: &str, operator, value: Json| Dom::Is(path.to_owned(), operator, Term::Json(value));
        if self.dice.one_in(20) && !self.policy.models[model].inherits.is_empty() {
            // A field of a parent by delegation, used like an own one.
            return match model {
                "x.case" => is("score", "=", json!(self.dice.below(3))),
                _ => is("user_id", "!=", json!(self.dice.below(USERS))),
            };
        }
        let Some(kind) = kind else { return self.id_condition(model) };
        if let Some(comodel) = kind.comodel() {
            return self.relation_condition(model, &name, comodel.as_str(), kind.is_x2many(), depth);
        }
        match kind {
            Kind::Char | Kind::Text | Kind::Html => self.text_condition(&name),
            Kind::Selection(_) => {
                let some = self.dice.some(&[json!("draft"), json!("open"), json!(false), json!("closed")], 3);
                match self.dice.below(5) {
                    0 => is(&name, "like", json!("%o%")),
                    1 => is(&name, self.order(), json!("open")),
                    2 => is(&name, self.one_of(&["=", "!="]), json!("draft")),
                    _ => is(&name, self.one_of(&["in", "not in"]), json!(some)),
                }
            }
            Kind::Integer | Kind::Float | Kind::Monetary => {
                self.number_condition(&name, matches!(kind, Kind::Integer))
            }
            Kind::Boolean => {
                let value = self
                    .dice
                    .pick(&[json!(true), json!(false), Json::Null, json!("yes"), json!("no"), json!(1)])
                    .clone();
                match self.dice.below(3) {
                    0 => is(
                        &name,
                        self.one_of(&["in", "not in"]),
                        json!(self.dice.some(&[json!(true), json!(false)], 2)),
                    ),
                    _ => is(&name, self.one_of(&["=", "!=", "=?"]), value),
                }
            }
            Kind::Date | Kind::Datetime => self.date_condition(&name, matches!(kind, Kind::Date)),
            _ => is(&name, self.one_of(&["=", "!="]), json!(false)),
        }
    }

    fn one_of(&mut self, operators: &[&'static str]) -> &'static str {
        operators[self.dice.below(operators.len())]
    }

    fn order(&mut self) -> &'static str {
        self.one_of(&["<", "<=", ">", ">="])
    }

    fn text_condition(&mut self, name: &str) -> Dom {
        if self.variables && self.dice.one_in(4) {
            let (one, several) = (["=", "!=", "=?"], ["in", "not in"]);
            let (operator, fact) = match self.dice.below(7) {
                0 => (self.one_of(&one), "actor.login"),
                1 => (self.one_of(&one), "actor.kind"),
                2 => (self.one_of(&one), "actor.company"),
                3 => (self.one_of(&one), "actor.department"),
                4 => (self.one_of(&several), "actor.companies"),
                5 => (self.one_of(&several), "actor.company_tree"),
                _ => (self.one_of(&several), "actor.departments"),
            };
            return Dom::Is(name.to_owned(), operator, Term::Variable(fact));
        }
        let value = match self.dice.below(8) {
            0 => json!(false),
            1 => json!(""),
            2 => json!("%"),
            3 => json!(
                self.dice
                    .pick(&["alp%", "_l%", "%Σ", "ος", "100\\%", "a\\_b", "a\\\\", "[", "*", "é", "Z", "%%"])
            ),
            _ => json!(self.dice.pick(&TEXTS)),
        };
        let operator = self.one_of(&[
            "=",
            "!=",
            "=?",
            "<",
            "<=",
            ">",
            ">=",
            "like",
            "not like",
            "ilike",
            "not ilike",
            "=like",
            "not =like",
            "=ilike",
            "not =ilike",
            "in",
            "not in",
        ]);
        let value = if operator.ends_with("in") {
            json!(self.dice.some(&[json!("alpha"), json!(""), json!(false), json!("z"), value], 3))
        } else {
            value
        };
        Dom::Is(name.to_owned(), operator, Term::Json(value))
    }

    fn number_condition(&mut self, name: &str, whole: bool) -> Dom {
        let value = self
            .dice
            .pick(&[json!(0), json!(1), json!(2), json!(-3), json!(1.5), json!(false), json!(true)])
            .clone();
        let (operator, value) = match self.dice.below(8) {
            0 => (
                self.one_of(&["in", "not in"]),
                json!(self.dice.some(&[json!(0), json!(1), json!(2), json!(12), json!(false)], 3)),
            ),
            1 | 2 if value != json!(true) => (self.order(), value),
            3 if whole => (
                self.one_of(&["like", "not like", "=like", "not =ilike"]),
                json!(self.dice.pick(&["1", "-%", "12", ""])),
            ),
            _ => (self.one_of(&["=", "!=", "=?"]), value),
        };
        Dom::Is(name.to_owned(), operator, Term::Json(value))
    }

    fn date_condition(&mut self, name: &str, is_date: bool) -> Dom {
        let is = |path: String, operator, value| Dom::Is(path, operator, Term::Json(value));
        if self.dice.one_in(3) {
            let parts = [
                "year_number",
                "quarter_number",
                "month_number",
                "iso_week_number",
                "day_of_year",
                "day_of_month",
                "day_of_week",
                "hour_number",
                "minute_number",
                "second_number",
            ];
            let path = format!("{name}.{}", self.dice.pick(&parts));
            let value = json!(self.dice.pick(&[0, 4, 6, 7, 11, 18, 21, 30, 47, 2026]));
            return match self.dice.below(4) {
                0 => is(
                    path,
                    self.one_of(&["in", "not in"]),
                    json!(self.dice.some(&[json!(0), json!(11), json!(4), json!(false)], 3)),
                ),
                1 => is(path, self.order(), value),
                2 => is(path, self.one_of(&["=", "!="]), json!(false)),
                _ => is(path, self.one_of(&["=", "!="]), value),
            };
        }
        let value = match self.dice.below(6) {
            0 => json!(false),
            1 | 2 => json!(day(self.dice)),
            _ => json!(self.dice.pick(&MOMENTS)),
        };
        match self.dice.below(6) {
            0 => is(name.to_owned(), self.one_of(&["in", "not in"]), json!([value, day(self.dice)])),
            1 => is(
                name.to_owned(),
                self.one_of(&["like", "not ilike", "=like"]),
                json!(self.dice.pick(&["2026%", "11-2", "%-31", "18:30", ""])),
            ),
            2 | 3 => is(name.to_owned(), self.order(), value),
            _ if is_date || value != json!(false) => {
                is(name.to_owned(), self.one_of(&["=", "!=", "=?"]), value)
            }
            _ => is(name.to_owned(), "=", value),
        }
    }

    fn id_condition(&mut self, model: &str) -> Dom {
        let is = |operator, value| Dom::Is("id".to_owned(), operator, Term::Json(value));
        let few: Vec<Json> = (1..6).map(|n| json!(n)).chain([json!(CASES + 1)]).collect();
        match self.dice.below(6) {
            0 => is(self.one_of(&["=", "!="]), json!(self.dice.below(4))),
            1 => is(self.one_of(&["=", "!="]), json!(false)),
            2 => is(self.order(), json!(self.dice.below(9))),
            3 if ["x.case", "spp.area", "res.company"].contains(&model) => {
                is(self.one_of(&["child_of", "parent_of"]), json!(self.dice.some(&few, 2)))
            }
            4 => Dom::Any("id".to_owned(), self.dice.one_in(2), Box::new(self.dom(model, 1))),
            _ => is(self.one_of(&["in", "not in"]), json!(self.dice.some(&few, 3))),
        }
    }

    fn relation_condition(
        &mut self,
        model: &str,
        name: &str,
        comodel: &str,
        x2many: bool,
        depth: usize,
    ) -> Dom {
        let is = |operator, term| Dom::Is(name.to_owned(), operator, term);
        let nobody = [json!(false), json!(AREAS + 1), json!(CASES + 1)];
        let few: Vec<Json> = (1..8).map(|n| json!(n)).chain(nobody).collect();
        if self.variables && self.dice.one_in(4) {
            let variable = match (comodel, self.dice.below(2)) {
                ("res.users", _) => return is(self.one_of(&["=", "!="]), Term::Variable("user.id")),
                ("res.company", 0) => "company_ids",
                ("res.company", _) => "company_ids + [False]",
                ("spp.area", 0) => "user.partner_id.area_id.ids",
                ("spp.area", _) => {
                    let operator = self.one_of(&["child_of", "parent_of", "in", "not in"]);
                    return is(operator, Term::Variable("user.center_area_ids.ids"));
                }
                ("res.partner", _) => {
                    return is(self.one_of(&["=", "!="]), Term::Variable("user.partner_id.id"));
                }
                _ => return is("=", Term::Json(json!(2))),
            };
            return is(self.one_of(&["in", "not in"]), Term::Variable(variable));
        }
        let tree = ["x.case", "spp.area", "res.company"].contains(&comodel);
        match self.dice.below(10) {
            0 => is(self.one_of(&["=", "!=", "=?"]), Term::Json(self.dice.pick(&few).clone())),
            1 | 2 => is(self.one_of(&["in", "not in"]), Term::Json(json!(self.dice.some(&few, 4)))),
            3 if tree => {
                let mut roots = self.dice.some(&few, 2);
                if self.dice.one_in(3) {
                    roots.push(json!(self.dice.pick(&["alp", "é", "1", "%"])));
                }
                is(self.one_of(&["child_of", "parent_of"]), Term::Json(json!(roots)))
            }
            4 => {
                let operator = self.one_of(&[
                    "=",
                    "!=",
                    "like",
                    "not like",
                    "ilike",
                    "not ilike",
                    "=like",
                    "in",
                    "not in",
                ]);
                let name = json!(self.dice.pick(&["alpha", "Alpha", "lp", "", "%"]));
                is(operator, Term::Json(if operator.ends_with("in") { json!([name, 2]) } else { name }))
            }
            5 if !x2many => is(self.order(), Term::Json(json!(self.dice.below(8)))),
            6 | 7 if depth > 0 => {
                Dom::Any(name.to_owned(), self.dice.one_in(2), Box::new(self.dom(comodel, depth - 1)))
            }
            8 if depth > 0 => match self.condition(comodel, depth - 1) {
                Dom::Is(path, operator, term) => Dom::Is(format!("{name}.{path}"), operator, term),
                other => Dom::Any(name.to_owned(), false, Box::new(other)),
            },
            _ => {
                let _ = model;
                is(self.one_of(&["=", "!="]), Term::Json(json!(false)))
            }
        }
    }
}
