//! A telephone of somebody, shown to be his by a code that was sent to it. Only then are codes to sign in with sent there.

use bailiwick_model::{
    Destination, Letter, LetterCode, PhoneKind, PhoneNumber,
    audit::{AuditAction, AuditChange},
};
use bailiwick_store::sign_in::{
    contact,
    ticket::{self, Ticket},
};
use serde_json::json;

use super::{
    Gate, NotReady, SignIn,
    attempts::{self, Counted, Rule},
    own::{in_person, own_login},
    report,
};
use crate::{
    administration::{
        Ctx, Refused, Work,
        users::{self, Whole},
    },
    factors::codes::{self, For},
    post::Posted,
};

/// What such codes are kept under.
pub(super) const PURPOSE: &str = "phone";

/// What came of showing a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneShown {
    /// The telephone is his.
    Right,
    /// That was not the code, or it is too old.
    Wrong,
    /// Too many were wrong; seconds to wait, where waiting helps.
    Stopped(Option<u64>),
}

/// A mobile telephone of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPhone {
    /// The number.
    pub number: PhoneNumber,
    /// Whether it was shown to be his.
    pub is_shown: bool,
}

impl SignIn {
    /// The mobile telephones of whoever is signed in.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for who is nobody here.
    pub fn own_phones(&self, ctx: &Ctx) -> Result<Vec<OwnPhone>, Refused> {
        let done = self.administration.read(ctx, |work| {
            let login = own_login(work)?;
            let whole = users::whole(work, &login)?;
            let shown = contact::list(work.tx, &login)?;
            let is_shown = |number: &PhoneNumber| {
                shown.iter().any(|(channel, target, _)| channel == "phone" && target == number.as_str())
            };
            let mobile = whole.kept.account.phones.iter().filter(|phone| phone.kind() == PhoneKind::Mobile);
            let own = mobile
                .map(|phone| OwnPhone { number: phone.number().clone(), is_shown: is_shown(phone.number()) });
            Ok(own.collect())
        })?;
        Ok(done.value)
    }

    /// Sends a code to a telephone of whoever is signed in.
    ///
    /// # Errors
    /// [`Refused::StepUp`] where he has not shown not long ago who he is; [`Refused::Invalid`] for what is no mobile telephone of his.
    pub fn ask_for_phone(&self, ctx: &Ctx, number: &PhoneNumber) -> Result<(), Refused> {
        self.write(ctx, |work| {
            let login = in_person(work)?;
            let whole = own_phone(work, &login, number)?;
            let mut random = |bytes: &mut [u8]| (self.random)(bytes);
            let of = For { flow: number.as_str(), login: &login };
            let made = codes::make(&self.key, codes::Digits::SIX, of, work.ctx.author.at_us, &mut random);
            let (code, sent) = made.map_err(NotReady::form)?;
            ticket::delete_of(work.tx, &login, PURPOSE)?;
            let kept = Ticket {
                purpose: PURPOSE.to_owned(),
                login: login.clone(),
                detail: number.to_string(),
                made_us: work.ctx.author.at_us,
                ends_us: sent.until_us,
            };
            ticket::insert(work.tx, &sent.hash, &kept)?;
            let code = LetterCode::new(code.reveal()).map_err(NotReady::form)?;
            let letter = Letter::SignInCode { code, minutes: codes::LIFE_MINUTES };
            match work.mail_to(&whole, Destination::Sms(number.clone()), &letter, None)? {
                Posted::Waiting(_) => {}
                Posted::NoWay => {
                    let why = "no text messages are sent from here; set sms.carrier in the configuration of the server first";
                    return Err(Refused::Conflict(why.to_owned()));
                }
                Posted::Held { .. } => {
                    let why = "too many messages were sent to this telephone; try again in an hour";
                    return Err(Refused::Conflict(why.to_owned()));
                }
            }
            let to = AuditChange::shown("phones", None, Some(json!(number.as_str())));
            work.tell(AuditAction::CONTACT_ASKED, whole.object(), vec![to]);
            Ok(())
        })
    }

    /// Whoever is signed in shows the code that came to his telephone.
    ///
    /// # Errors
    /// As for [`SignIn::ask_for_phone`].
    pub fn confirm_phone(&self, ctx: &Ctx, number: &PhoneNumber, code: &str) -> Result<PhoneShown, Refused> {
        self.write(ctx, |work| {
            let login = in_person(work)?;
            let whole = own_phone(work, &login, number)?;
            let now_us = work.ctx.author.at_us;
            let key = attempts::key(&self.key, &Counted::Second(&login));
            if let Err(until) = attempts::take(work.tx, &key, Rule::SECOND, now_us)? {
                let wait = u64::try_from(until.saturating_sub(now_us) / 1_000_000 + 1).ok();
                return Ok(PhoneShown::Stopped(wait.filter(|_| until != i64::MAX)));
            }
            let hash = codes::hash(&self.key, For { flow: number.as_str(), login: &login }, code);
            let kept = ticket::find(work.tx, &hash, PURPOSE)?;
            let is_right = kept.is_some_and(|kept| kept.login == login && now_us < kept.ends_us);
            if !is_right || !ticket::take(work.tx, &hash, PURPOSE)? {
                report::guessed(work, &login, Gate::SecondFactor, "that was not the code for the telephone")?;
                return Ok(PhoneShown::Wrong);
            }
            attempts::forgive(work.tx, &key)?;
            contact::put(work.tx, &login, "phone", number.as_str(), now_us)?;
            let shown = AuditChange::shown("phones", None, Some(json!(number.as_str())));
            work.tell(AuditAction::CONTACT_VERIFIED, whole.object(), vec![shown]);
            Ok(PhoneShown::Right)
        })
    }
}

/// Somebody who has this mobile telephone.
fn own_phone(
    work: &mut Work<'_, '_>,
    login: &bailiwick_model::UserId,
    number: &PhoneNumber,
) -> Result<Whole, Refused> {
    let whole = users::whole(work, login)?;
    let is_his =
        |phone: &bailiwick_model::Phone| phone.kind() == PhoneKind::Mobile && phone.number() == number;
    if whole.kept.account.phones.iter().any(is_his) {
        return Ok(whole);
    }
    Err(Refused::invalid(
        "/number",
        "this is no mobile telephone of your account; add it to the account first",
    ))
}
