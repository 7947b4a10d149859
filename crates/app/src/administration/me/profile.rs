//! One's own account with what surrounds it: names for codes, what follows from where one belongs, and which facts one may write.

use std::collections::BTreeSet;

use bailiwick_model::{AttributeField, Channel, SelfAccess};
use bailiwick_protocol::rest::{MeView, PreferenceView};
use bailiwick_store::{avatar, own::Own};

use super::{may_change_address, own, shown};
use crate::administration::{
    Administration, Ctx, Refused, Work, attributes, lines::seen::Inherited, names, settings::preferences,
};

/// One's own account as a page shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnProfile {
    /// The account, and what may be changed in it.
    pub me: MeView,
    /// What tells the picture from any other; nothing where there is none.
    pub picture: Option<String>,
    /// What the home company is called.
    pub company: Option<String>,
    /// What the department is called.
    pub department: Option<String>,
    /// What the place of work is called.
    pub area: Option<String>,
    /// Further facts that he may see: the name, what it is, and whether he may write it.
    pub facts: Vec<(String, AttributeField, bool)>,
    /// Language and time zone, with where they come from.
    pub preferences: Vec<PreferenceView>,
    /// Whether text messages can be sent at all.
    pub by_sms: bool,
    /// Whether he may give himself another address, which he has to show to be his.
    pub changes_address: bool,
}

impl Administration {
    /// The own account, with names for codes and what follows from where it belongs.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for an account that does not count.
    pub fn my_profile(&self, ctx: &Ctx) -> Result<OwnProfile, Refused> {
        let done = self.read(ctx, |work| {
            work.inherited = Some(Inherited::default());
            let whole = own(work)?;
            let me = shown(work, &whole)?;
            let form = &me.user.form;
            let (company, department) = (form.company.clone(), form.department.clone());
            let (company, department) =
                (company.map(|code| code.to_string()), department.map(|code| code.to_string()));
            let area = form.area.as_ref().map(ToString::to_string);
            Ok(OwnProfile {
                picture: avatar::digest(work.tx, &whole.login)?,
                company: called(work, Own::Company, company)?,
                department: called(work, Own::Department, department)?,
                area: called(work, Own::Area, area)?,
                facts: facts(work, &me)?,
                preferences: preferences(work, &whole)?,
                by_sms: work.goes_by(Channel::Sms),
                changes_address: may_change_address(work, &whole).is_ok(),
                me,
            })
        })?;
        Ok(done.value)
    }
}

fn called(work: &mut Work<'_, '_>, own: Own, code: Option<String>) -> Result<Option<String>, Refused> {
    let Some(code) = code else { return Ok(None) };
    let names = names::of(work, own, &BTreeSet::from([code.clone()]))?;
    Ok(Some(names.get(&code).filter(|name| !name.is_empty()).cloned().unwrap_or(code)))
}

fn facts(work: &mut Work<'_, '_>, me: &MeView) -> Result<Vec<(String, AttributeField, bool)>, Refused> {
    let may_write = me.editable.iter().any(|field| field == "attributes");
    let schema = attributes::schema(work)?;
    let shown = schema.fields.iter().filter(|(_, field)| field.self_access() != SelfAccess::Hidden);
    let fact = |(name, field): (&bailiwick_model::FieldName, &AttributeField)| {
        let writable = may_write && field.self_access() == SelfAccess::Write;
        (name.to_string(), field.clone(), writable)
    };
    Ok(shown.map(fact).collect())
}
