//! Sending a code as a second factor, in a flow that wants one: to an address or a telephone that was shown to be the account's.

use bailiwick_model::{
    Channel, Destination, EmailAddress, Letter, LetterCode, PhoneKind, PhoneNumber, UserId,
};
use bailiwick_store::sign_in::contact;

use super::{
    Factor, NotLetIn, NotReady, SignIn, Wants,
    attempts::{self, Counted, Rule},
    flow::Sent,
    gates::Outcome,
    invited,
    proof::Proven,
    visit::{Visit, hex},
};
use crate::{
    administration::{
        Refused, Work,
        users::{self, Whole},
    },
    factors::codes::{self, For},
    post::Posted,
};

impl SignIn {
    /// Sends a code to whoever is to show a second thing. The one before opens nothing any more.
    ///
    /// # Errors
    /// `Err` inside when the flow is over, wants no such thing, or too many were sent; [`Refused`] when nothing can be done now.
    pub fn send_code(&self, visit: &Visit, flow: &str, by: Factor) -> Result<Result<(), NotLetIn>, Refused> {
        let Some(ctx) = self.of_flow(visit, flow)? else { return Ok(Err(NotLetIn::Over)) };
        self.write(&ctx, |work| {
            let Some(mut going) = self.find_flow(work.tx, visit, flow)? else {
                return Ok(Err(NotLetIn::Over));
            };
            let Some(proven) = Proven::going_on(&going) else { return Ok(Err(NotLetIn::Over)) };
            let login = proven.login().clone();
            match invited::judged(work, proven, visit, &mut Vec::new())? {
                Outcome::Wants(Wants::SecondFactor { offers, .. }) if offers.contains(&by) => {}
                Outcome::Shut(shut) => return Ok(Err(NotLetIn::Shut(shut))),
                Outcome::Wants(_) | Outcome::Passed(_) => return Ok(Err(NotLetIn::Over)),
            }
            // Who has to wait before he shows another code gets none.
            let key = (attempts::key(&self.key, &Counted::Second(&login)), Rule::SECOND);
            if let Some(until_us) = attempts::waits(work.tx, &[key], visit.at_us)? {
                return Ok(Err(NotLetIn::until(until_us, visit.at_us)));
            }
            let Some((whole, to)) = destination(work, &login, by)? else { return Ok(Err(NotLetIn::Over)) };
            let mut random = |bytes: &mut [u8]| (self.random)(bytes);
            let of = For { flow: &hex(&going.hash), login: &login };
            let made = codes::make(&self.key, codes::Digits::SIX, of, visit.at_us, &mut random);
            let (code, sent) = made.map_err(NotReady::form)?;
            let code = LetterCode::new(code.reveal()).map_err(NotReady::form)?;
            let letter = Letter::SignInCode { code, minutes: codes::LIFE_MINUTES };
            match work.mail_to(&whole, to, &letter, None)? {
                Posted::Waiting(_) => {}
                Posted::Held { again_us } => return Ok(Err(NotLetIn::until(again_us, visit.at_us))),
                Posted::NoWay => return Ok(Err(NotLetIn::Over)),
            }
            going.progress.sent =
                Some(Sent { by, hash: sent.hash, until_us: sent.until_us, tries: sent.tries });
            self.keep_flow(work.tx, &going)?;
            Ok(Ok(()))
        })
    }
}

/// What codes can be sent to somebody by: what he has shown to be his, is his still, and somebody carries letters to.
pub(crate) fn ways(work: &mut Work<'_, '_>, login: &UserId) -> Result<Vec<Factor>, Refused> {
    let mut ways = Vec::new();
    for by in [Factor::EmailCode, Factor::SmsCode] {
        if destination(work, login, by)?.is_some() {
            ways.push(by);
        }
    }
    Ok(ways)
}

fn destination(
    work: &mut Work<'_, '_>,
    login: &UserId,
    by: Factor,
) -> Result<Option<(Whole, Destination)>, Refused> {
    let (channel, kind) = match by {
        Factor::EmailCode => (Channel::Email, "email"),
        Factor::SmsCode => (Channel::Sms, "phone"),
        _ => return Ok(None),
    };
    let shown = contact::list(work.tx, login)?;
    if !work.goes_by(channel) || !shown.iter().any(|(known, ..)| known == kind) {
        return Ok(None);
    }
    let is_shown = |address: &str| shown.iter().any(|(known, shown, _)| known == kind && shown == address);
    let whole = users::whole(work, login)?;
    let account = &whole.kept.account;
    let email =
        |address: &EmailAddress| is_shown(address.folded()).then(|| Destination::Email(address.clone()));
    let sms = |number: &PhoneNumber| is_shown(number.as_str()).then(|| Destination::Sms(number.clone()));
    let mobiles = account.phones.iter().filter(|phone| phone.kind() == PhoneKind::Mobile);
    let to = match channel {
        Channel::Email => account.email.as_ref().and_then(email),
        Channel::Sms | Channel::Screen => mobiles.filter_map(|phone| sms(phone.number())).next(),
    };
    Ok(to.map(|to| (whole, to)))
}
