//! Sending what lies in the outbox, outside of any transaction.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use bailiwick_model::{Letter, Recipient};
use bailiwick_store::{Database, StoreError, outbox};

use super::{Carrier, Envelope, Outgoing, PATIENCE_US, Post, Undelivered};

/// How long nobody else takes a letter that its holder has not been heard of.
const LEASE_US: i64 = 3 * PATIENCE_US;

/// Letters that are taken at once.
const BATCH: i64 = 16;

/// How often a letter is tried. With the delays between, that is most of a day.
const TRIES: i64 = 12;

/// After the first try; doubled after each further one.
const FIRST_DELAY_US: i64 = 30 * 1_000_000;

/// And never more than this.
const LONGEST_DELAY_US: i64 = 6 * 3_600 * 1_000_000;

/// How long it is known that a letter was sent or given up.
const KEPT_US: i64 = 30 * 24 * 3_600 * 1_000_000;

/// How often old ones are swept away.
const SWEEP_US: i64 = 3_600 * 1_000_000;

/// How long there is nothing to do before somebody looks again.
const IDLE: Duration = Duration::from_millis(500);

/// What is said of a letter is no longer than this, in characters.
const LONGEST_REASON: usize = 300;

/// Sends letters in a process.
pub struct Postman<'p> {
    database: &'p Database,
    post: &'p Post,
    carrier: &'p dyn Carrier,
    /// What this process is called among those that share the database.
    holder: String,
    clock: &'p (dyn Fn() -> i64 + Sync),
    stop: &'p AtomicBool,
}

/// What becomes of a letter that was tried.
enum Next {
    Sent,
    Later(i64, String),
    Failed(String),
}

impl<'p> Postman<'p> {
    /// A postman that goes by a clock of microseconds since 1970 and ends behind the letter at hand when `stop` is set.
    #[must_use]
    pub fn new(
        database: &'p Database,
        post: &'p Post,
        carrier: &'p dyn Carrier,
        holder: String,
        clock: &'p (dyn Fn() -> i64 + Sync),
        stop: &'p AtomicBool,
    ) -> Self {
        Self { database, post, carrier, holder, clock, stop }
    }

    /// Sends letters as they come due, until told to stop. What goes wrong in the surroundings is logged and tried again.
    pub fn keep_sending(&self) {
        let mut sweep_us = i64::MIN;
        while !self.stop.load(Ordering::Relaxed) {
            let now_us = (self.clock)();
            if now_us >= sweep_us {
                sweep_us = now_us.saturating_add(SWEEP_US);
                if let Err(error) = self.sweep(now_us) {
                    tracing::warn!(%error, "old letters are still there");
                }
            }
            match self.round() {
                Ok(0) => thread::sleep(IDLE),
                Ok(_) => {}
                Err(error) => {
                    tracing::error!(%error, "letters cannot be sent; it is tried again");
                    thread::sleep(IDLE);
                }
            }
        }
    }

    /// Takes letters that are due and tries each once. Returns how many there were.
    ///
    /// # Errors
    /// When the database refuses. Letters whose end could not be noted are tried again.
    pub fn round(&self) -> Result<usize, StoreError> {
        let now_us = (self.clock)();
        // Most often there is nothing, and to look costs no turn at writing.
        if !self.database.read(|tx| outbox::is_due(tx, now_us))? {
            return Ok(0);
        }
        let lease_us = now_us.saturating_add(LEASE_US);
        let taken = self.database.write(|tx| outbox::take(tx, &self.holder, now_us, lease_us, BATCH))?;
        let count = taken.len();
        for letter in taken {
            let at_us = (self.clock)();
            let too_long = at_us.saturating_add(PATIENCE_US) > lease_us;
            if too_long || self.stop.load(Ordering::Relaxed) {
                // Another one may have it at once.
                self.database.write(|tx| outbox::later(tx, &letter.id, &self.holder, at_us, None))?;
                continue;
            }
            let next = self.attempt(&letter, at_us);
            self.note(&letter, next)?;
        }
        Ok(count)
    }

    fn attempt(&self, letter: &outbox::Taken, at_us: i64) -> Next {
        if at_us >= letter.until_us {
            return Next::Failed("it came too late to be of any use; see what held it up".to_owned());
        }
        let envelope = match self.post.open(&letter.id, &letter.sealed) {
            Ok(envelope) => envelope,
            Err(why) => return Next::Failed(why),
        };
        let Envelope { to, letter: contents } = &envelope;
        let outgoing = Outgoing { id: &letter.id, to, letter: contents, made_us: letter.made_us };
        match self.carrier.carry(&outgoing) {
            Ok(()) => Next::Sent,
            Err(Undelivered::Final(why)) => Next::Failed(discreet(&why, to, contents)),
            Err(Undelivered::Passing(why)) => {
                let why = discreet(&why, to, contents);
                let next_us = (self.clock)().saturating_add(delay_us(letter.tries));
                if letter.tries >= TRIES || next_us >= letter.until_us {
                    Next::Failed(format!("given up after {} tries: {why}", letter.tries))
                } else {
                    Next::Later(next_us, why)
                }
            }
        }
    }

    fn note(&self, letter: &outbox::Taken, next: Next) -> Result<(), StoreError> {
        let (id, kind, channel, tries) = (&letter.id, &letter.kind, &letter.channel, letter.tries);
        let at_us = (self.clock)();
        let holder = self.holder.as_str();
        let held = self.database.write(|tx| match &next {
            Next::Sent => outbox::sent(tx, id, holder, at_us),
            Next::Later(next_us, why) => outbox::later(tx, id, holder, *next_us, Some(why)),
            Next::Failed(why) => outbox::failed(tx, id, holder, at_us, why),
        })?;
        match next {
            Next::Sent => tracing::info!(letter = id, kind, channel, tries, "a letter was sent"),
            Next::Later(_, why) => {
                tracing::warn!(
                    letter = id,
                    kind,
                    channel,
                    tries,
                    why,
                    "a letter could not be sent; it is tried again"
                );
            }
            Next::Failed(why) => {
                tracing::error!(letter = id, kind, channel, tries, why, "a letter was given up")
            }
        }
        if !held {
            tracing::warn!(
                letter = id,
                kind,
                "somebody else has taken this letter up meanwhile, and may send it again"
            );
        }
        Ok(())
    }

    fn sweep(&self, now_us: i64) -> Result<(), StoreError> {
        self.database.write(|tx| {
            outbox::forget_before(tx, now_us.saturating_sub(KEPT_US))?;
            outbox::forget_counts(tx, now_us).map(drop)
        })
    }
}

/// How long to wait after so many tries.
fn delay_us(tries: i64) -> i64 {
    let doublings = u32::try_from(tries.saturating_sub(1)).unwrap_or(u32::MAX).min(20);
    FIRST_DELAY_US.saturating_mul(1 << doublings).min(LONGEST_DELAY_US)
}

/// What was said, in one line, without what servers like to repeat: where the letter goes, and what is secret in it.
fn discreet(why: &str, to: &Recipient, letter: &Letter) -> String {
    let mut said: String = why.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let link = letter.link().map(|link| link.reveal());
    let code = letter.code().map(|code| code.reveal());
    let given = match &to.to {
        bailiwick_model::Destination::Email(address) => address.as_str(),
        bailiwick_model::Destination::Sms(number) => number.as_str(),
    };
    for secret in [Some(given), Some(to.to.folded()), link, code].into_iter().flatten() {
        said = said.replace(secret, "…");
    }
    match said.char_indices().nth(LONGEST_REASON) {
        Some((end, _)) => format!("{}…", said.get(..end).unwrap_or_default()),
        None => said,
    }
}

#[cfg(test)]
mod tests {
    use bailiwick_model::{Destination, EmailAddress};

    use super::*;

    #[test]
    fn delays_grow_up_to_a_limit() {
        let minutes = |tries| delay_us(tries) / 60_000_000;
        assert_eq!((delay_us(1), minutes(2), minutes(5), minutes(10)), (FIRST_DELAY_US, 1, 8, 256));
        assert_eq!((minutes(11), minutes(12), delay_us(i64::MAX)), (360, 360, LONGEST_DELAY_US));
    }

    #[test]
    fn what_is_said_of_a_letter_is_discreet() {
        let to = Recipient::at(Destination::Email(EmailAddress::new("Asha@office.example").unwrap()));
        for letter in Letter::samples().unwrap().iter().filter(|letter| letter.holds_secret()) {
            let secret = letter.link().map_or_else(|| letter.code().unwrap().reveal(), |link| link.reveal());
            let said =
                discreet(&format!("550 <Asha@office.example>\r\nasha@office.example {secret}"), &to, letter);
            assert_eq!(said, "550 <…>  … …");
            assert_eq!(discreet(&"é".repeat(1_000), &to, letter).chars().count(), LONGEST_REASON + 1);
        }
    }
}
