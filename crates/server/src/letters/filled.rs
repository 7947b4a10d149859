//! What the texts of each letter are filled with.

use bailiwick_model::{Letter, Recipient};

use crate::language::{Reading, Words};

/// The values for a letter. Optional ones are chosen between by `from`, so that no text has a gap.
pub(super) fn words(reading: &Reading<'_>, to: &Recipient, letter: &Letter, service: &str) -> Words {
    let words = Words::new().text("service", service);
    let moment = |when: &jiff::Timestamp| reading.moment(*when, to.zone.as_ref());
    match letter {
        Letter::Invitation { days, inviter, company, .. } => {
            let from = match (inviter, company) {
                (Some(_), Some(_)) => "both",
                (Some(_), None) => "inviter",
                (None, Some(_)) => "company",
                (None, None) => "nobody",
            };
            words
                .exact("from", from)
                .count("days", *days)
                .text("inviter", inviter.clone().unwrap_or_default())
                .text("company", company.clone().unwrap_or_default())
        }
        Letter::PasswordReset { minutes, .. } => words.count("minutes", *minutes),
        Letter::PasswordResetByAdministrator { hours, administrator, .. } => words
            .exact("from", if administrator.is_some() { "administrator" } else { "nobody" })
            .count("hours", *hours)
            .text("administrator", administrator.clone().unwrap_or_default()),
        Letter::VerifyEmail { hours, .. } => words.count("hours", *hours),
        Letter::EmailChangeAsked { new, hours } => words.text("new", new).count("hours", *hours),
        Letter::EmailChanged { old, new } => words.text("old", old).text("new", new),
        Letter::SignInCode { code, minutes } => words.exact("code", code.reveal()).count("minutes", *minutes),
        Letter::NewDevice { device, address, when, .. } => {
            words.text("device", device).text("address", address).exact("when", moment(when))
        }
        Letter::PasswordChanged { when } | Letter::Trial { when } => words.exact("when", moment(when)),
        Letter::FactorAdded { name, when }
        | Letter::FactorRemoved { name, when }
        | Letter::PasskeyAdded { name, when } => words.text("what", name).exact("when", moment(when)),
        Letter::KeyCreated { name, prefix, when } => {
            words.text("what", name).text("prefix", prefix).exact("when", moment(when))
        }
        Letter::RecoveryCodeUsed { left, when } => words.count("left", *left).exact("when", moment(when)),
        Letter::AccountLocked { minutes, when } => {
            words.count("minutes", *minutes).exact("when", moment(when))
        }
        Letter::AdminAlert { alert, count, minutes } => words
            .exact("alert", alert.as_str())
            .count("count", i64::try_from(*count).unwrap_or(i64::MAX))
            .count("minutes", *minutes),
    }
}
