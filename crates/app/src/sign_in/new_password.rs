//! Choosing a password: while signing in, after a letter, or in one's own account.

use bailiwick_model::{
    StoredPassword, UserId,
    audit::{AuditAction, AuditChange, AuditObject},
};
use bailiwick_store::sign_in::{attempt, device, flow, password, ticket};

use super::{
    Answer, Errand, Factor, NotLetIn, NotReady, SignIn, Wants,
    attempts::{self, Counted},
    gates::Outcome,
    invited::{self, as_accepted},
    notices, phone,
    proof::Proven,
    rules, session,
    visit::Visit,
};
use crate::{
    administration::{Characters, Ending, PasswordGuard, Refused, Work, users},
    passwords::{Against, Composition, ContextWords, Fault, JudgeError, Password, PasswordPolicy, judge},
};

/// What a new password is judged by.
pub(crate) struct Judged {
    pub(crate) policy: PasswordPolicy,
    pub(crate) context: ContextWords,
    /// Those that may not be taken again, the present one first.
    former: Vec<StoredPassword>,
}

/// What came of choosing a password.
pub enum Chosen {
    /// It was taken, and signing in goes on.
    Taken(Answer),
    /// It cannot be one; each reason says how to mend it.
    Unfit(Vec<Fault>),
}

impl SignIn {
    /// Somebody who is signing in chooses a password.
    ///
    /// # Errors
    /// When nothing can be judged now: [`Refused`].
    pub fn with_new_password(&self, visit: &Visit, flow: &str, new: &Password) -> Result<Chosen, Refused> {
        let Some(ctx) = self.of_flow(visit, flow)? else { return Ok(Chosen::Taken(NotLetIn::Over.into())) };
        let found = self.administration.read(&ctx, |work| {
            let Some(going) = self.find_flow(work.tx, visit, flow)? else { return Ok(None) };
            let Some(login) = going.login else { return Ok(None) };
            as_accepted(work, &login, going.progress.invited, |work| Judged::of(work, &login)).map(Some)
        })?;
        let Some(judged) = found.value else { return Ok(Chosen::Taken(NotLetIn::Over.into())) };
        let faults = self.judge_new(&judged, new)?;
        if !faults.is_empty() {
            return Ok(Chosen::Unfit(faults));
        }
        let hash = self.hash(new)?;
        let answer = self.write(&ctx, |work| {
            let Some(mut going) = self.find_flow(work.tx, visit, flow)? else {
                return Ok(NotLetIn::Over.into());
            };
            let Some(login) = going.login.clone() else { return Ok(NotLetIn::Over.into()) };
            // The password that this flow began with may have been replaced elsewhere.
            let now = password::find(work.tx, &login)?.map(|kept| kept.set_us);
            if going.progress.password_set_us.is_some() && now != going.progress.password_set_us {
                return Ok(NotLetIn::Over.into());
            }
            // Only who is through all gates before it has anything changed.
            let Some(proven) = Proven::going_on(&going) else { return Ok(NotLetIn::Over.into()) };
            match invited::judged(work, proven, visit, &mut Vec::new())? {
                Outcome::Wants(Wants::NewPassword) => {}
                Outcome::Shut(shut) => return Ok(NotLetIn::Shut(shut).into()),
                Outcome::Wants(_) | Outcome::Passed(_) => return Ok(NotLetIn::Over.into()),
            }
            keep_password(work, &login, &hash, None)?;
            if going.progress.factors.has(Factor::Letter) {
                self.begin_anew(work, &login)?;
            }
            going.progress.password_set_us = Some(visit.at_us);
            going.progress.factors.add(Factor::Password);
            self.keep_flow(work.tx, &going)?;
            let Some(proven) = Proven::going_on(&going) else { return Ok(NotLetIn::Over.into()) };
            self.go_on(work, visit, proven, Some(going))
        })?;
        Ok(Chosen::Taken(answer))
    }

    /// What failed with the password before is forgotten, but for who has to be unlocked by somebody else.
    fn begin_anew(&self, work: &mut Work<'_, '_>, login: &UserId) -> Result<(), Refused> {
        let key = attempts::key(&self.key, &Counted::Account(login));
        let known = attempt::find(work.tx, &key)?.unwrap_or_default();
        if known.until_us != i64::MAX {
            attempts::forgive(work.tx, &key)?;
        }
        Ok(())
    }

    /// What is against a new password.
    pub(crate) fn judge_new(&self, judged: &Judged, new: &Password) -> Result<Vec<Fault>, Refused> {
        let against = Against {
            context: &judged.context,
            breached: self.breached.as_deref(),
            former: Some((&self.hasher, &judged.former)),
        };
        judge(new, &judged.policy, &against).map_err(|error| match error {
            JudgeError::Hasher(error) => error.into(),
            JudgeError::Breached(error) => NotReady::form(error).into(),
        })
    }

    /// The hash of a password, as it is kept.
    pub(crate) fn hash(&self, password: &Password) -> Result<String, Refused> {
        let mut salt = [0; 16];
        (self.random)(&mut salt).map_err(NotReady::Entropy)?;
        Ok(self.hasher.hash(password, salt)?.written())
    }
}

impl Judged {
    /// What holds for somebody.
    pub(crate) fn of(work: &mut Work<'_, '_>, login: &UserId) -> Result<Self, Refused> {
        let guard = rules::of(work, login)?.guarding.password;
        let whole = users::whole(work, login)?;
        let account = &whole.kept.account;
        let mut words = vec![login.to_string()];
        words.extend(whole.user.name.clone());
        words.extend(account.email.as_ref().map(|email| email.as_str().to_owned()));
        words.extend(account.first_name.as_ref().map(ToString::to_string));
        words.extend(account.last_name.as_ref().map(ToString::to_string));
        words.extend(whole.user.company.as_ref().map(ToString::to_string));
        words.extend(whole.user.lines.iter().map(|line| line.role().to_string()));
        let mut former: Vec<String> =
            password::find(work.tx, login)?.map(|kept| kept.hash).into_iter().collect();
        former.extend(password::former(work.tx, login, guard.history.value)?);
        Ok(Self::by(&guard, &words, &former))
    }

    /// What a password that gets by this guard may not have to do with these words, nor be one of these.
    pub(crate) fn by(guard: &PasswordGuard, words: &[String], former: &[String]) -> Self {
        let number = |number: i64| usize::try_from(number).unwrap_or_default();
        let wants = |kind| usize::from(guard.composition.value.contains(&kind));
        let composition = Composition {
            lower: wants(Characters::Lower),
            upper: wants(Characters::Upper),
            digits: wants(Characters::Digit),
            symbols: wants(Characters::Symbol),
        };
        let policy = PasswordPolicy {
            min_length: number(guard.min_length.value),
            composition,
            history: number(guard.history.value),
            ..PasswordPolicy::default()
        };
        let former = former.iter().filter_map(|text| StoredPassword::read(text).ok()).collect();
        Self { policy, context: ContextWords::new(words.iter().map(String::as_str)), former }
    }
}

/// What a password that is set now is held to, as it is noted with it.
fn held_to(guard: &PasswordGuard) -> password::HeldTo {
    let classes: Vec<_> = guard.composition.value.iter().map(|kind| kind.word()).collect();
    password::HeldTo {
        length: guard.min_length.value,
        strength: PasswordPolicy::default().min_strength.into(),
        classes: classes.join(" "),
    }
}

/// Puts a new password in place. What was sent or begun with the one before opens nothing any more, and other sessions end where that is set.
pub(crate) fn keep_password(
    work: &mut Work<'_, '_>,
    login: &UserId,
    hash: &str,
    keep_session: Option<&str>,
) -> Result<(), Refused> {
    let guarding = rules::of(work, login)?.guarding;
    let at_us = work.ctx.author.at_us;
    let had = password::find(work.tx, login)?.is_some();
    let held_to = Some(held_to(&guarding.password));
    let kept =
        password::Kept { hash: hash.to_owned(), set_us: at_us, must_change: false, ends_us: None, held_to };
    password::put(work.tx, login, &kept, guarding.password.history.value)?;
    forget_begun(work, login)?;
    if guarding.session.ends_on.value.contains(&Ending::Password) {
        session::end_all(work, login, keep_session, "the password was changed")?;
    }
    let changes = vec![AuditChange::redacted("password")];
    work.tell(AuditAction::PASSWORD_SET, AuditObject::new("user", login.as_str()), changes);
    if had {
        notices::password_changed(work, login)?;
    }
    Ok(())
}

/// What was begun or sent while another password held opens nothing any more: links to choose one, to another address, codes to telephones, and browsers that
/// were trusted. An invitation is of who has none yet.
pub(crate) fn forget_begun(work: &mut Work<'_, '_>, login: &UserId) -> Result<(), Refused> {
    for purpose in [Errand::Reset.as_str(), Errand::Address.as_str(), phone::PURPOSE] {
        ticket::delete_of(work.tx, login, purpose)?;
    }
    device::distrust(work.tx, login)?;
    Ok(flow::delete_all(work.tx, login)?)
}
