//! Every letter in every language, whatever people are called.

use bailiwick_model::{
    Channel, Destination, EmailAddress, LanguageTag, LetterCode, LetterLink, TimeZoneName,
};

use super::*;

const URL: &str = "https://access.example.org/bailiwick";

/// Names that would be more than names, were they pasted.
const HOSTILE: [&str; 6] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "{{ 7*7 }} { $service } {% if true %}",
    "a\r\nBcc: eve@example.org\r\n\r\n<b>",
    "\u{202E}evil\u{2066}",
    "</title></p><a href=//evil.example>",
];

fn writer() -> Writer {
    Writer::new(&format!("{URL}/"), "Bailiwick")
}

fn reader(language: Option<&str>, name: &str) -> Recipient {
    let to = Destination::Email(EmailAddress::new("asha@office.example").unwrap());
    let language = language.map(|tag| LanguageTag::new(tag).unwrap());
    let zone = TimeZoneName::new("Asia/Manila").ok();
    Recipient { name: Some(name.to_owned()), language, zone, ..Recipient::at(to) }
}

#[test]
fn every_letter_is_written_in_every_language() {
    for tag in Languages::built_in().tags() {
        let to = reader(Some(tag), "Asha");
        for letter in Letter::samples().unwrap() {
            let Written { language, subject, text, html } =
                writer().written(&to, &letter).unwrap_or_else(|| panic!("{tag} {}", letter.kind()));
            assert_eq!(language, tag);
            for form in [&subject, &text, &html] {
                assert!(
                    !form.is_empty() && !form.contains(['{', '}', '$']),
                    "{tag} {}: {form}",
                    letter.kind()
                );
            }
            assert!(subject.contains("Bailiwick") && !subject.contains('\n'), "{subject}");
            let direction = if tag == "ar" { "rtl" } else { "ltr" };
            assert!(html.contains(&format!("<html lang=\"{tag}\" dir=\"{direction}\">")), "{html}");
            let link = letter.link().map(|link| format!("{URL}{}", link.reveal()));
            for (wanted, there) in [(link, true), (letter.code().map(|c| c.reveal().to_owned()), true)] {
                if let Some(wanted) = wanted {
                    assert_eq!(text.contains(&wanted), there, "{text}");
                    assert_eq!(html.contains(&wanted), there, "{html}");
                }
            }
            assert_eq!(html.matches("<a ").count(), usize::from(letter.link().is_some()), "{html}");
            let short = writer().short(&to, &letter);
            assert_eq!(short.is_some(), letter.goes_by(Channel::Sms), "{tag} {}", letter.kind());
        }
    }
}

#[test]
fn names_are_nothing_but_names() {
    let link = LetterLink::new("/welcome#x").unwrap();
    let plain = Letter::Invitation {
        link: link.clone(),
        days: 7,
        inviter: Some("Ben".to_owned()),
        company: Some("Office".to_owned()),
    };
    let tags = |html: &str| -> Vec<String> {
        html.split('<').skip(1).map(|tag| tag.split(['>', ' ']).next().unwrap().to_owned()).collect()
    };
    for tag in Languages::built_in().tags() {
        let usual = writer().written(&reader(Some(tag), "Asha"), &plain).unwrap();
        for name in HOSTILE {
            let letter = Letter::Invitation {
                link: link.clone(),
                days: 7,
                inviter: Some(name.to_owned()),
                company: Some(name.to_owned()),
            };
            let written = writer().written(&reader(Some(tag), name), &letter).unwrap();
            assert_eq!(tags(&written.html), tags(&usual.html), "{}", written.html);
            assert_eq!(written.text.lines().count(), usual.text.lines().count(), "{}", written.text);
            assert!(!written.subject.contains(['\r', '\n']) && !written.html.contains('\u{202E}'));
            let kept: String =
                name.chars().filter(|c| c.is_ascii_alphanumeric() || "{}$%".contains(*c)).collect();
            let found: String =
                written.text.chars().filter(|c| c.is_ascii_alphanumeric() || "{}$%".contains(*c)).collect();
            assert!(found.contains(&kept), "it is shown as it was written: {}", written.text);
        }
    }
}

#[test]
fn links_lead_to_the_configured_address_alone() {
    let letter = Letter::PasswordReset { link: LetterLink::new("/reset?a=1&b=2#s").unwrap(), minutes: 30 };
    let written = writer().written(&reader(Some("en"), "Asha"), &letter).unwrap();
    assert!(written.text.contains(&format!("\n{URL}/reset?a=1&b=2#s\n")), "{}", written.text);
    let hrefs: Vec<&str> =
        written.html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(hrefs.len(), 1);
    assert!(hrefs[0].starts_with(URL) && hrefs[0].contains("/reset?a=1&#38;b=2#s"), "{hrefs:?}");
}

#[test]
fn whoever_has_no_language_of_ours_reads_english() {
    let code = Letter::SignInCode { code: LetterCode::new("482913").unwrap(), minutes: 10 };
    let short = |language| writer().short(&reader(language, "Asha"), &code).unwrap().text;
    assert_eq!(
        short(Some("fr-CA")),
        "482913 est votre code pour Bailiwick, valable 10 minutes. Ne le communiquez à personne."
    );
    assert_eq!(short(None), "482913 is your code for Bailiwick. It works for 10 minutes. Tell it to nobody.");
    assert_eq!(short(Some("tlh")), short(None));
    assert!(!short(Some("ar")).contains("\u{2068}482913"), "a code is copied as it is");
}

#[test]
fn a_letter_reads_well() {
    let link = LetterLink::new("/device#x").unwrap();
    let when = "2026-11-22T18:05:00Z".parse().unwrap();
    let letter =
        Letter::NewDevice { device: "Firefox on Linux".into(), address: "203.0.113.7".into(), when, link };
    let text = writer().written(&reader(Some("en"), "Asha"), &letter).unwrap().text;
    let wanted = format!(
        "Hello Asha,

Somebody signed in to your account from a device that we have not seen before.

Device: Firefox on Linux
Network address: 203.0.113.7
Time: 23 November 2026, 02:05 (Asia/Manila)

That was not me:
{URL}/device#x

If it was you, there is nothing to do. If not, the link signs that device out and lets you choose a new password.

-- 
Bailiwick sent this letter by itself; answers to it may not be read."
    );
    assert_eq!(text, wanted);
}
