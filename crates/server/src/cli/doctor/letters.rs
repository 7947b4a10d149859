//! Whether letters and text messages can leave the house. None is sent.

use bailiwick_app::doctor::Finding;
use bailiwick_server::{
    config::{Config, MailCarrier, SmsCarrier},
    letters::Courier,
};

pub(super) fn check(config: &Config) -> Vec<Finding> {
    match Courier::of(config) {
        Ok(courier) => vec![mail(config, &courier), sms(config)],
        Err(unusable) => vec![Finding::failure(
            "mail",
            unusable.to_string(),
            "see docs/configuration.md; a server does not start like this",
        )],
    }
}

fn mail(config: &Config, courier: &Courier) -> Finding {
    let told = match courier.reach_mail() {
        Ok(told) => told,
        Err(error) => {
            return Finding::failure(
                "mail",
                error.to_string(),
                "check mail.url, mail.password and mail.ca_file; letters wait meanwhile, for a day or as long as they are of use",
            );
        }
    };
    let url = config.public_url();
    match (config.mail.carrier, url.starts_with("https://")) {
        (MailCarrier::Smtp, false) => Finding::warning(
            "mail",
            format!("{told}, and links in letters lead to {url}, where only this machine gets"),
            "set public_url to the https address that people know the server by",
        ),
        (MailCarrier::Smtp, true) | (_, false) => Finding::well("mail", told),
        (_, true) => Finding::warning(
            "mail",
            format!("{told}, so nobody can be invited or get a new password by himself"),
            "set mail.carrier to smtp, with mail.url and mail.from, and try it with `bailiwick mail test`",
        ),
    }
}

/// What a gateway says to a message can only be learned by sending one.
fn sms(config: &Config) -> Finding {
    Finding::well(
        "text messages",
        match config.sms.carrier {
            SmsCarrier::None => "none are sent",
            SmsCarrier::Http => "a gateway is configured; `bailiwick sms test` tries it",
            SmsCarrier::File => "they are written to files and go nowhere",
            SmsCarrier::Console => "they are printed and go nowhere",
        },
    )
}
