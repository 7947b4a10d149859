//! What counts for a person: what the account says, else the settings of where he belongs.

use std::collections::BTreeSet;

use bailiwick_model::{CompanyId, EmailAddress, RoleId, SettingName, SettingScope, SettingValue};
use bailiwick_protocol::rest::{LineForm, PreferenceView};
use serde_json::json;

use super::Chain;
use crate::administration::{Administration, Ctx, Done, Refused, Work, users};

impl Administration {
    /// The language and the time zone of screens and letters for a user.
    ///
    /// # Errors
    /// [`Refused::Missing`] when there is no such user whom the actor may see.
    pub fn preferences_of(&self, ctx: &Ctx, login: &str) -> Result<Done<Vec<PreferenceView>>, Refused> {
        self.read(ctx, |work| {
            let whole = users::found(work, login)?;
            preferences(work, &whole)
        })
    }
}

/// The language and the time zone for somebody.
pub(crate) fn preferences(
    work: &mut Work<'_, '_>,
    whole: &users::Whole,
) -> Result<Vec<PreferenceView>, Refused> {
    let (user, account) = (&whole.user, &whole.kept.account);
    let (company, department) = (user.company.as_ref(), user.department.as_ref());
    let chain = Chain::of_person(work, company, department, account.area.as_ref())?;
    let language = account.language.as_ref().map(|language| json!(language));
    let timezone = user.timezone.as_ref().map(|zone| json!(zone));
    let wanted = [(SettingName::LANGUAGE, language), (SettingName::TIMEZONE, timezone)];
    let view = |(name, own): (SettingName, Option<serde_json::Value>)| {
        let effective = name.effective(&chain.all(name));
        PreferenceView {
            name: name.to_string(),
            own: own.is_some(),
            from: effective.from.filter(|_| own.is_none()).map(|from| from.to_string()),
            value: own.unwrap_or_else(|| json!(effective.value)),
        }
    };
    Ok(wanted.into_iter().map(view).collect())
}

/// How many days somebody of a company can be brought back after leaving, as its settings have it.
pub(crate) fn recovery_days(work: &mut Work<'_, '_>, company: Option<&CompanyId>) -> Result<i64, Refused> {
    let chain = Chain::of_person(work, company, None, None)?;
    let name = SettingName::RECOVERY_DAYS;
    let value = name.effective(&chain.all(name)).value.or_else(|| name.default_value());
    // A setting that cannot be read keeps everything rather than taking it away.
    Ok(value.as_ref().and_then(SettingValue::number).unwrap_or(i64::from(u16::MAX)))
}

/// What the settings of where somebody belongs say of his language or time zone.
pub(crate) fn preferred(
    work: &mut Work<'_, '_>,
    whole: &users::Whole,
    name: SettingName,
) -> Result<Option<SettingValue>, Refused> {
    let (user, account) = (&whole.user, &whole.kept.account);
    let (company, department) = (user.company.as_ref(), user.department.as_ref());
    let chain = Chain::of_person(work, company, department, account.area.as_ref())?;
    Ok(name.effective(&chain.all(name)).value)
}

/// The address that is told of what whoever looks after the installation should see.
pub(crate) fn alerts_email(work: &mut Work<'_, '_>) -> Result<Option<EmailAddress>, Refused> {
    let chain = Chain::of(work, &SettingScope::Installation)?;
    let name = SettingName::ALERTS_EMAIL;
    Ok(match name.effective(&chain.all(name)).value {
        Some(SettingValue::Email(address)) => Some(address),
        _ => None,
    })
}

/// How many days somebody can accept an invitation, as the settings of his company have it.
pub(crate) fn invitation_days(work: &mut Work<'_, '_>, company: Option<&CompanyId>) -> Result<i64, Refused> {
    let chain = Chain::of_person(work, company, None, None)?;
    let name = SettingName::INVITATION_DAYS;
    let value = name.effective(&chain.all(name)).value.or_else(|| name.default_value());
    Ok(value.as_ref().and_then(SettingValue::number).unwrap_or(1))
}

/// How many days what came of the items of jobs is kept.
pub(crate) fn job_days(work: &mut Work<'_, '_>) -> Result<i64, Refused> {
    let chain = Chain::of(work, &SettingScope::Installation)?;
    let name = SettingName::JOBS_KEEP_DAYS;
    let value = name.effective(&chain.all(name)).value.or_else(|| name.default_value());
    Ok(value.as_ref().and_then(SettingValue::number).unwrap_or(i64::from(u16::MAX)))
}

/// The role that a new account gets where it belongs, within its home company.
pub(crate) fn default_line(
    work: &mut Work<'_, '_>,
    whole: &users::Whole,
) -> Result<Option<LineForm>, Refused> {
    let user = &whole.user;
    let chain = Chain::of_person(work, user.company.as_ref(), user.department.as_ref(), None)?;
    let name = SettingName::DEFAULT_ROLE;
    let value = name.effective(&chain.all(name)).value;
    let role = value.as_ref().and_then(SettingValue::text).and_then(|role| RoleId::new(role).ok());
    Ok(role.map(|role| LineForm {
        role,
        areas: Vec::new(),
        companies: user.company.iter().cloned().collect(),
        from: None,
        to: None,
        reason: Some(name.to_string()),
    }))
}

/// What a user may change in his own account, as the settings of where he belongs have it.
pub(crate) fn self_editable(
    work: &mut Work<'_, '_>,
    whole: &users::Whole,
) -> Result<BTreeSet<String>, Refused> {
    let (user, account) = (&whole.user, &whole.kept.account);
    let (company, department) = (user.company.as_ref(), user.department.as_ref());
    let chain = Chain::of_person(work, company, department, account.area.as_ref())?;
    let name = SettingName::SELF_EDITABLE;
    Ok(match name.effective(&chain.all(name)).value {
        Some(SettingValue::Words(words)) => words,
        _ => BTreeSet::new(),
    })
}
