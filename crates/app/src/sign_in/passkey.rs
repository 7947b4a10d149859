//! Passkeys: alone, as a second thing beside a password, and added on the way.

use bailiwick_model::{
    UserId,
    audit::{AuditAction, AuditChange, AuditObject},
};
use bailiwick_store::{
    sign_in::{
        device,
        passkey::{self, Passkey},
    },
    user,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value as Json, json};

use super::{
    Answer, Factor, Gate, NotLetIn, NotReady, Pathway, SignIn,
    attempts::{self, Counted, Rule},
    flow::{Enrolling, Going},
    gates::{Said, Verdict},
    proof::Proven,
    report::{self, Ended},
    rules,
    slip::For,
    visit::Visit,
};
use crate::{
    administration::{Ctx, Refused, Work},
    factors::passkeys::{Attestation, Begun, Handle, Kept, PasskeyError, Passkeys, Person, Purpose},
};

impl SignIn {
    /// Whether this server's address can have passkeys.
    #[must_use]
    pub fn has_passkeys(&self) -> bool {
        self.passkeys.is_some()
    }

    /// Asks for any passkey of this site: a slip to be brought back with the answer, and what the browser is to do. Anybody may ask, so nothing is
    /// written.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] where the server's address cannot have passkeys.
    pub fn ask_passkey(&self, visit: &Visit) -> Result<(String, Json), Refused> {
        let Begun { options, state } = self.site()?.begin_discoverable().map_err(NotReady::form)?;
        Ok((self.slip(&state, &For::Anybody, visit.at_us)?, options))
    }

    /// Asks for one of the passkeys of whoever is signing in, as a second thing.
    ///
    /// # Errors
    /// `Err` inside when the flow is over.
    pub fn ask_second_passkey(&self, visit: &Visit, flow: &str) -> Result<Result<Json, NotLetIn>, Refused> {
        let ctx = Ctx::new(visit.author(None));
        self.write(&ctx, |work| {
            let Some(mut going) = self.find_flow(work.tx, visit, flow)? else {
                return Ok(Err(NotLetIn::Over));
            };
            let Some(login) = going.login.clone() else { return Ok(Err(NotLetIn::Over)) };
            let Some(Begun { options, state }) = self.begin_second(work, &login)? else {
                return Ok(Err(NotLetIn::Over));
            };
            going.progress.asked_passkey = Some(state);
            self.keep_flow(work.tx, &going)?;
            Ok(Ok(options))
        })
    }

    /// Somebody shows a passkey alone: it says whose it is.
    ///
    /// # Errors
    /// When nothing can be judged now: [`Refused`].
    pub fn with_passkey(&self, visit: &Visit, slip: &str, response: &[u8]) -> Result<Answer, Refused> {
        let Some(slip) = self.opened::<String>(slip, &For::Anybody, visit.at_us) else {
            return Ok(NotLetIn::Over.into());
        };
        let login = self.claimed(visit, response)?;
        let ctx = Ctx::new(visit.author(login.as_ref()));
        self.write(&ctx, |work| {
            let network = visit.address.map(|address| attempts::key(&self.key, &Counted::Network(address)));
            if let Some(key) = &network
                && let Err(until) = attempts::take(work.tx, key, Rule::NETWORK, visit.at_us)?
            {
                return Ok(NotLetIn::stopped(until, visit.at_us));
            }
            // Right or wrong, what was asked is answered once.
            if !slip.spend(work)? {
                return Ok(NotLetIn::Over.into());
            }
            let right = match &login {
                Some(login) => self.is_passkey_of(work, visit, &slip.what, login, response)?,
                None => false,
            };
            let Some(login) = login.as_ref().filter(|_| right) else {
                let said = Said {
                    gate: Gate::Attempts,
                    verdict: Verdict::Open,
                    why: "the passkey is not right".into(),
                };
                report::write(work, visit, login.as_ref(), Pathway::Passkey, Ended::Wrong, &[said])?;
                return Ok(NotLetIn::WrongFactor.into());
            };
            if let Some(key) = &network {
                attempts::give_back(work.tx, key, Rule::NETWORK)?;
            }
            self.go_on(work, visit, Proven::by_passkey(login), None)
        })
    }

    /// Whose passkey it says it is; nothing is proved by that.
    fn claimed(&self, visit: &Visit, response: &[u8]) -> Result<Option<UserId>, Refused> {
        let Ok(claim) = Passkeys::claim(response) else { return Ok(None) };
        let ctx = Ctx::new(visit.author(None));
        let id = URL_SAFE_NO_PAD.encode(claim.credential_id);
        let found = self.administration.read(&ctx, |work| Ok(passkey::find(work.tx, &id)?))?;
        Ok(found.value.map(|passkey| passkey.login))
    }

    /// Whether somebody has shown one of his passkeys, as he was asked. What was asked is used up.
    pub(crate) fn passkey(
        &self,
        work: &mut Work<'_, '_>,
        visit: &Visit,
        going: &mut Going,
        login: &UserId,
        response: &[u8],
    ) -> Result<bool, Refused> {
        match going.progress.asked_passkey.take() {
            Some(asked) => self.is_passkey_of(work, visit, &asked, login, response),
            None => Ok(false),
        }
    }

    /// Whether a response is one of somebody's passkeys, and answers what was asked.
    pub(crate) fn is_passkey_of(
        &self,
        work: &mut Work<'_, '_>,
        visit: &Visit,
        asked: &str,
        login: &UserId,
        response: &[u8],
    ) -> Result<bool, Refused> {
        let Ok(claim) = Passkeys::claim(response) else { return Ok(false) };
        let id = URL_SAFE_NO_PAD.encode(claim.credential_id);
        let Some(kept) = passkey::find(work.tx, &id)?.filter(|kept| kept.login == *login) else {
            return Ok(false);
        };
        match self.site()?.finish_sign_in(response, asked, self.handle(login), &kept.body) {
            Ok(proved) => {
                passkey::used(work.tx, &id, proved.changed.as_ref().unwrap_or(&kept.body), visit.at_us)?;
                Ok(true)
            }
            Err(error) => {
                tracing::info!(%error, %login, "a passkey was not accepted");
                Ok(false)
            }
        }
    }

    /// Asks for one of somebody's passkeys, as a second thing; nothing where he has none.
    pub(crate) fn begin_second(
        &self,
        work: &mut Work<'_, '_>,
        login: &UserId,
    ) -> Result<Option<Begun>, Refused> {
        let kept = passkey::of(work.tx, login)?;
        let bodies: Vec<&str> = kept.iter().map(|passkey| passkey.body.as_str()).collect();
        Ok(self.site()?.begin_sign_in(Purpose::SecondFactor, self.handle(login), &bodies).ok())
    }

    /// Begins to add a passkey in a flow that wants a second factor.
    ///
    /// # Errors
    /// `Err` inside when the flow is over or wants no such thing.
    pub fn new_passkey(&self, visit: &Visit, flow: &str) -> Result<Result<Json, NotLetIn>, Refused> {
        let ctx = Ctx::new(visit.author(None));
        self.write(&ctx, |work| {
            let Some((mut going, login)) = self.may_enrol(work, visit, flow, Factor::Passkey)? else {
                return Ok(Err(NotLetIn::Over));
            };
            let Begun { options, state } = self.begin_passkey(work, &login, Purpose::Alone)?;
            going.progress.enrolling = Some(Enrolling::Passkey { state });
            self.keep_flow(work.tx, &going)?;
            Ok(Ok(options))
        })
    }

    /// Adds the passkey that the browser has made: it counts at once.
    ///
    /// # Errors
    /// When nothing can be judged now: [`Refused`].
    pub fn add_passkey(
        &self,
        visit: &Visit,
        flow: &str,
        name: &str,
        response: &[u8],
    ) -> Result<Result<Answer, PasskeyError>, Refused> {
        let Some(ctx) = self.of_flow(visit, flow)? else { return Ok(Ok(NotLetIn::Over.into())) };
        self.write(&ctx, |work| {
            let Some((mut going, login)) = self.may_enrol(work, visit, flow, Factor::Passkey)? else {
                return Ok(Ok(NotLetIn::Over.into()));
            };
            let Some(Enrolling::Passkey { state }) = going.progress.enrolling.take() else {
                return Ok(Ok(NotLetIn::Over.into()));
            };
            let kept = match self.site()?.finish_enrol(response, &state) {
                Ok(kept) => kept,
                Err(error) => return Ok(Err(error)),
            };
            self.keep_passkey(work, &login, name, kept)?;
            going.progress.factors.add(Factor::Passkey);
            let Some(proven) = Proven::going_on(&going) else { return Ok(Ok(NotLetIn::Over.into())) };
            self.go_on(work, visit, proven, Some(going)).map(Ok)
        })
    }

    /// Asks the browser to make a passkey for an account.
    pub(crate) fn begin_passkey(
        &self,
        work: &mut Work<'_, '_>,
        login: &UserId,
        purpose: Purpose,
    ) -> Result<Begun, Refused> {
        let existing: Vec<Vec<u8>> = passkey::of(work.tx, login)?
            .iter()
            .filter_map(|kept| URL_SAFE_NO_PAD.decode(&kept.credential).ok())
            .collect();
        let name = user::find(work.tx, login)?.and_then(|user| user.name);
        let name = name.as_deref().unwrap_or(login);
        let person = Person { handle: self.handle(login), login, name };
        let attested = rules::of(work, login)?.guarding.factor.attested.value;
        let attestation = match (&self.trusted, attested) {
            (_, false) => Attestation::None,
            (Some(trusted), true) => Attestation::By(trusted.clone()),
            (None, true) => {
                let why = "passkeys must show of which make they are here, and no makers are trusted yet; ask whoever runs the server";
                return Err(Refused::NotAllowed(why.to_owned()));
            }
        };
        Ok(self.site()?.begin_enrol(purpose, person, &existing, &attestation).map_err(NotReady::form)?)
    }

    /// Adds a passkey to an account.
    pub(crate) fn keep_passkey(
        &self,
        work: &mut Work<'_, '_>,
        login: &UserId,
        name: &str,
        kept: Kept,
    ) -> Result<Passkey, Refused> {
        let passkey = Passkey {
            credential: URL_SAFE_NO_PAD.encode(&kept.credential_id),
            login: login.clone(),
            name: name.to_owned(),
            body: kept.body,
            made_us: work.ctx.author.at_us,
            used_us: None,
        };
        passkey::insert(work.tx, &passkey)?;
        device::distrust(work.tx, login)?;
        let changes = vec![
            AuditChange::shown("kind", None, Some(json!("passkey"))),
            AuditChange::shown("name", None, Some(json!(name))),
            AuditChange::shown("aaguid", None, kept.aaguid.map(Json::from)),
        ];
        work.tell(AuditAction::FACTOR_ADDED, AuditObject::new("user", login.as_str()), changes);
        super::notices::passkey_added(work, login, name)?;
        Ok(passkey)
    }

    /// What devices know an account by. It tells nothing of the login to whoever reads the device.
    fn handle(&self, login: &UserId) -> Handle {
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, ..] =
            self.key.mac("bailiwick passkey handle 1", login);
        Handle::from([a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p])
    }

    pub(crate) fn site(&self) -> Result<&Passkeys, Refused> {
        self.passkeys.as_deref().ok_or_else(|| {
            let why = "this server's address cannot have passkeys; they need a name, and https unless it is localhost";
            Refused::NotAllowed(why.to_owned())
        })
    }
}
