//! How letters and text messages leave the house.

use std::{collections::BTreeMap, path::PathBuf};

use bailiwick_connectors::sms::SmsForm;
use serde::Deserialize;

use super::Secret;

/// How mail is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MailConfig {
    /// Who carries it.
    pub carrier: MailCarrier,
    /// Whose letters they are, as in `Access desk <access@example.org>`.
    pub from: Option<String>,
    /// Where answers go.
    pub reply_to: Option<String>,
    /// The mail server.
    pub url: Option<String>,
    /// Its password.
    pub password: Option<Secret>,
    /// The authority that signed its certificate.
    pub ca_file: Option<PathBuf>,
    /// Where the carrier `file` puts letters.
    pub directory: Option<PathBuf>,
}

/// Who carries mail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailCarrier {
    /// Nobody.
    #[default]
    None,
    /// A mail server.
    Smtp,
    /// Letters become files.
    File,
    /// Letters are printed.
    Console,
}

/// How text messages are sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SmsConfig {
    /// Who carries them.
    pub carrier: SmsCarrier,
    /// The gateway; its address may hold a secret.
    pub url: Option<Secret>,
    /// The form of a request.
    pub form: SmsBody,
    /// A request, with `{to}` and `{text}` in it.
    pub body: Option<String>,
    /// Further headers.
    pub headers: BTreeMap<String, Secret>,
    /// Where the carrier `file` puts messages.
    pub directory: Option<PathBuf>,
}

/// Who carries text messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SmsCarrier {
    /// Nobody.
    #[default]
    None,
    /// A gateway.
    Http,
    /// Messages become files.
    File,
    /// Messages are printed.
    Console,
}

/// The form of a request to a gateway.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SmsBody {
    /// A JSON document.
    #[default]
    Json,
    /// The fields of a form.
    Form,
}

impl From<SmsBody> for SmsForm {
    fn from(body: SmsBody) -> Self {
        match body {
            SmsBody::Json => Self::Json,
            SmsBody::Form => Self::Form,
        }
    }
}
