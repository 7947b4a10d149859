//! One user of a list.

use std::{collections::BTreeMap, str::FromStr};

use bailiwick_model::{
    AccountState, AreaCode, AttributeField, AttributeKind, AttributeSchema, CompanyId, DepartmentId,
    EmailAddress, FieldName, JobTitle, KeyError, Label, LanguageTag, LineError, PersonName, PhoneNumber,
    Reason, RoleId, RoleLine, RoleScope, ShortText, StoredPassword, TimeZoneName, UserId, UserKind, Validity,
};
use jiff::civil::Date;
use serde_json::Value;

use super::{DateFormat, REMOVED, RoleColumn, RolePart, UserColumn, cells::Cells, list};

/// What a row says about something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Given<T> {
    /// Nothing: what is there stays.
    #[default]
    Nothing,
    /// That there is none.
    Clear,
    /// That it is this.
    Value(T),
}

impl<T> Given<T> {
    /// The value, if there is one.
    #[must_use]
    pub fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Nothing | Self::Clear => None,
        }
    }

    /// The value, if there is one.
    #[must_use]
    pub fn as_value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Nothing | Self::Clear => None,
        }
    }

    /// Changes `field` to what is given.
    pub fn apply(self, field: &mut Option<T>) {
        match self {
            Self::Nothing => {}
            Self::Clear => *field = None,
            Self::Value(value) => *field = Some(value),
        }
    }
}

/// A user, as a row tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UserRow {
    /// The row, as a spreadsheet counts.
    pub number: u64,
    /// The name at sign-in.
    pub login: Option<UserId>,
    /// What another system calls the user.
    pub external_id: Option<ShortText<200>>,
    /// Email address.
    pub email: Given<EmailAddress>,
    /// First name.
    pub first_name: Given<PersonName>,
    /// Last name.
    pub last_name: Given<PersonName>,
    /// Name for people.
    pub name: Given<Label>,
    /// Whose side.
    pub kind: Option<UserKind>,
    /// Home company.
    pub company: Given<CompanyId>,
    /// Further companies.
    pub companies: Given<Vec<CompanyId>>,
    /// Department.
    pub department: Given<DepartmentId>,
    /// Where the user works.
    pub area: Given<AreaCode>,
    /// What the job is called.
    pub job_title: Given<JobTitle>,
    /// Language.
    pub language: Given<LanguageTag>,
    /// Time zone.
    pub timezone: Given<TimeZoneName>,
    /// Mobile telephone.
    pub phone_mobile: Given<PhoneNumber>,
    /// Telephone at work.
    pub phone_work: Given<PhoneNumber>,
    /// State of the account.
    pub state: Option<AccountState>,
    /// First day.
    pub valid_from: Given<Date>,
    /// Last day.
    pub valid_to: Given<Date>,
    /// The password as another system keeps it.
    pub password: Option<StoredPassword>,
    /// Role lines.
    pub roles: Vec<RoleCells>,
    /// Custom attributes, of the kinds that the schema says.
    pub attributes: BTreeMap<FieldName, Given<Value>>,
}

/// A role line, as a row tells. Whether it has to name areas, only the role's scope can say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleCells {
    /// Which of the row's lines: 2 for `role2`.
    pub number: u8,
    /// The role.
    pub role: RoleId,
    /// Areas.
    pub areas: Vec<AreaCode>,
    /// Companies.
    pub companies: Vec<CompanyId>,
    /// Days.
    pub validity: Validity,
    /// Why.
    pub reason: Option<Reason>,
}

impl RoleCells {
    /// The line for a role of the given scope.
    ///
    /// # Errors
    /// When scope and areas do not fit.
    pub fn line(self, scope: RoleScope, granted_by: Option<UserId>) -> Result<RoleLine, LineError> {
        let line = RoleLine::new(self.role, scope, self.areas, self.companies, self.validity)?;
        Ok(line.granted(granted_by, self.reason.map(|reason| reason.to_string())))
    }
}

/// Reads a row; its faults stay with the cells.
pub(super) fn read(cells: &mut Cells<'_>) -> UserRow {
    use UserColumn as Column;
    let dates = cells.dates();
    let row = UserRow {
        number: cells.number(),
        login: cells.read(Column::Login, UserId::from_str).value(),
        external_id: cells.read(Column::ExternalId, ShortText::from_str).value(),
        email: cells.read(Column::Email, EmailAddress::from_str),
        first_name: cells.read(Column::FirstName, PersonName::from_str),
        last_name: cells.read(Column::LastName, PersonName::from_str),
        name: cells.read(Column::Name, Label::from_str),
        kind: cells.read(Column::Kind, kind).value(),
        company: cells.read(Column::Company, CompanyId::from_str),
        companies: cells.read(Column::Companies, keys),
        department: cells.read(Column::Department, DepartmentId::from_str),
        area: cells.read(Column::Area, AreaCode::from_str),
        job_title: cells.read(Column::JobTitle, JobTitle::from_str),
        language: cells.read(Column::Language, LanguageTag::from_str),
        timezone: cells.read(Column::Timezone, TimeZoneName::from_str),
        phone_mobile: cells.read(Column::PhoneMobile, PhoneNumber::from_str),
        phone_work: cells.read(Column::PhoneWork, PhoneNumber::from_str),
        state: cells.read(Column::State, |text| text.to_ascii_lowercase().parse::<AccountState>()).value(),
        valid_from: cells.read(Column::ValidFrom, |text| dates.read(text)),
        valid_to: cells.read(Column::ValidTo, |text| dates.read(text)),
        password: cells.read(Column::PasswordHash, password).value(),
        roles: (1..=cells.roles()).filter_map(|number| role(cells, number)).collect(),
        attributes: attributes(cells),
    };
    let (from, to) = (row.valid_from.as_value(), row.valid_to.as_value());
    if let Err(error) = Validity::new(from.copied(), to.copied()) {
        cells.fault(Column::ValidFrom, error.to_string());
    }
    row
}

fn password(text: &str) -> Result<StoredPassword, String> {
    if text == REMOVED {
        return Err(
            "the hash was taken out of this list of refused rows; put it in again, or leave the cell empty"
                .to_owned(),
        );
    }
    StoredPassword::read(text).map_err(|error| error.to_string())
}

fn role(cells: &mut Cells<'_>, number: u8) -> Option<RoleCells> {
    let column = |part| UserColumn::Role(RoleColumn { number, part });
    let dates = cells.dates();
    if !matches!(cells.text(&column(RolePart::Role)), Given::Value(_)) {
        let filled = UserColumn::of_role(number).filter(|column| cells.is_filled(column)).collect::<Vec<_>>();
        for part in filled {
            cells.fault(
                part,
                format!("{} is empty; name the role, or leave this empty too", column(RolePart::Role)),
            );
        }
        return None;
    }
    let role = cells.read(column(RolePart::Role), RoleId::from_str).value();
    let areas = cells.read(column(RolePart::Areas), keys).value();
    let companies = cells.read(column(RolePart::Companies), keys).value();
    let from = cells.read(column(RolePart::From), |text| dates.read(text)).value();
    let to = cells.read(column(RolePart::To), |text| dates.read(text)).value();
    let reason = cells.read(column(RolePart::Reason), Reason::from_str).value();
    let validity =
        Validity::new(from, to).map_err(|error| cells.fault(column(RolePart::From), error.to_string()));
    Some(RoleCells {
        number,
        role: role?,
        areas: areas.unwrap_or_default(),
        companies: companies.unwrap_or_default(),
        validity: validity.ok()?,
        reason,
    })
}

fn attributes(cells: &mut Cells<'_>) -> BTreeMap<FieldName, Given<Value>> {
    let (schema, dates) = (cells.schema(), cells.dates());
    let mut given = BTreeMap::new();
    for (name, field) in &schema.fields {
        let value = cells.read(UserColumn::Attribute(name.clone()), |text| attribute(field, text, dates));
        if value != Given::Nothing {
            given.insert(name.clone(), value);
        }
    }
    given
}

fn attribute(field: &AttributeField, text: &str, dates: DateFormat) -> Result<Value, String> {
    let value = match field.kind() {
        // Only what JSON calls a number: `1,5` and `1.000` would be guesses.
        AttributeKind::Number => serde_json::from_str(text).unwrap_or(Value::Null),
        AttributeKind::Boolean => match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "1" => Value::Bool(true),
            "false" | "no" | "0" => Value::Bool(false),
            _ => return Err("write true or false".to_owned()),
        },
        AttributeKind::Date => Value::String(DateFormat::Iso.write(dates.read(text)?)),
        AttributeKind::Text | AttributeKind::Choice(_) | AttributeKind::Email | AttributeKind::Url => {
            Value::String(text.to_owned())
        }
    };
    match (field.kind(), &value) {
        (AttributeKind::Number, Value::Number(_)) => Ok(value),
        (AttributeKind::Number, _) => Err("write a number, as in 1000 or 1.5".to_owned()),
        _ => field.check(&value).map(|()| value),
    }
}

fn keys<K: FromStr<Err = KeyError>>(text: &str) -> Result<Vec<K>, KeyError> {
    list::read(text).iter().map(|key| key.parse()).collect()
}

fn kind(text: &str) -> Result<UserKind, &'static str> {
    match text.to_ascii_lowercase().as_str() {
        "internal" => Ok(UserKind::Internal),
        "client" => Ok(UserKind::Client),
        "service" => Ok(UserKind::Service),
        _ => Err("write internal, client or service"),
    }
}

impl UserRow {
    /// What an export writes into a column; reading it gives the same row again.
    #[must_use]
    pub fn cell(&self, column: &UserColumn, dates: DateFormat, schema: &AttributeSchema) -> String {
        fn shown<T: ToString>(given: &Given<T>) -> String {
            given.as_value().map(T::to_string).unwrap_or_default()
        }
        let day = |given: &Given<Date>| given.as_value().map(|day| dates.write(*day)).unwrap_or_default();
        match column {
            UserColumn::Login => self.login.as_ref().map(ToString::to_string).unwrap_or_default(),
            UserColumn::ExternalId => self.external_id.as_ref().map(ToString::to_string).unwrap_or_default(),
            UserColumn::Email => shown(&self.email),
            UserColumn::FirstName => shown(&self.first_name),
            UserColumn::LastName => shown(&self.last_name),
            UserColumn::Name => shown(&self.name),
            UserColumn::Kind => self.kind.map_or("", kind_word).to_owned(),
            UserColumn::Company => shown(&self.company),
            UserColumn::Companies => {
                self.companies.as_value().map(|codes| write_keys(codes)).unwrap_or_default()
            }
            UserColumn::Department => shown(&self.department),
            UserColumn::Area => shown(&self.area),
            UserColumn::JobTitle => shown(&self.job_title),
            UserColumn::Language => shown(&self.language),
            UserColumn::Timezone => shown(&self.timezone),
            UserColumn::PhoneMobile => shown(&self.phone_mobile),
            UserColumn::PhoneWork => shown(&self.phone_work),
            UserColumn::State => self.state.map_or("", AccountState::as_str).to_owned(),
            UserColumn::ValidFrom => day(&self.valid_from),
            UserColumn::ValidTo => day(&self.valid_to),
            // What is kept of a password leaves by a backup alone.
            UserColumn::PasswordHash => String::new(),
            UserColumn::Role(RoleColumn { number, part }) => {
                let role = self.roles.iter().find(|role| role.number == *number);
                role.map(|role| role.cell(*part, dates)).unwrap_or_default()
            }
            UserColumn::Attribute(name) => {
                let value = self.attributes.get(name).and_then(Given::as_value);
                value.map(|value| attribute_cell(schema.fields.get(name), value, dates)).unwrap_or_default()
            }
        }
    }
}

fn attribute_cell(field: Option<&AttributeField>, value: &Value, dates: DateFormat) -> String {
    match (field.map(AttributeField::kind), value) {
        (Some(AttributeKind::Date), Value::String(day)) => {
            DateFormat::Iso.read(day).map_or_else(|_| day.clone(), |day| dates.write(day))
        }
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}

impl RoleCells {
    fn cell(&self, part: RolePart, dates: DateFormat) -> String {
        let day = |day: Option<Date>| day.map(|day| dates.write(day)).unwrap_or_default();
        match part {
            RolePart::Role => self.role.to_string(),
            RolePart::Areas => write_keys(&self.areas),
            RolePart::Companies => write_keys(&self.companies),
            RolePart::From => day(self.validity.from()),
            RolePart::To => day(self.validity.to()),
            RolePart::Reason => self.reason.as_ref().map(ToString::to_string).unwrap_or_default(),
        }
    }
}

fn write_keys<K: std::ops::Deref<Target = str>>(keys: &[K]) -> String {
    list::write(&keys.iter().map(|key| &**key).collect::<Vec<_>>())
}

fn kind_word(kind: UserKind) -> &'static str {
    match kind {
        UserKind::Internal => "internal",
        UserKind::Client => "client",
        UserKind::Service => "service",
    }
}
