//! Questions whose models ask for it are told to the audit trail before they are answered.

use std::{sync::Arc, time::Duration};

use axum::{
    http::{Extensions, HeaderMap, header},
    response::Response,
};
use bailiwick_app::{Author, Group, Untold, Witness, Written, api_keys::ApiKey, decisions::Seen};
use bailiwick_model::audit::{Actor, AuditEntry, Origin};
use tokio::sync::oneshot;

use super::{Gate, Peer, Received, Refusal, gate::away, request_id::RequestId};

/// How long somebody sleeps before asking for room again.
const STEP: Duration = Duration::from_millis(2);

/// Characters of what a device calls itself.
const LONGEST_DEVICE: usize = 200;

impl Gate {
    /// Works out an answer and gives it once the trail was told of what was seen: those of `seen` are pushed by the work.
    pub(crate) async fn answer(
        self: &Arc<Self>,
        received: Received,
        is_search: bool,
        work: impl FnOnce(&Self, &Received, &mut Vec<Seen>) -> Result<Response, Refusal> + Send + 'static,
    ) -> Result<Response, Refusal> {
        let (here, looks_at_people) = (Arc::clone(self), received.looks_at_people());
        let work = move || {
            let mut seen = Vec::new();
            let answer = work(&here, &received, &mut seen);
            (answer, here.entries(&received, seen))
        };
        let (answer, entries) = match (is_search, looks_at_people) {
            (true, _) => self.search(work).await?,
            (false, true) => away(work).await?,
            (false, false) => self.decide(work).await?,
        };
        if !entries.is_empty() {
            self.tell(entries).await?;
        }
        answer
    }

    /// What was seen, as the caller's entries.
    fn entries(&self, received: &Received, seen: Vec<Seen>) -> Vec<AuditEntry> {
        if seen.is_empty() {
            return Vec::new();
        }
        let key = received.caller.key();
        let (headers, extensions) = (&received.headers, &received.extensions);
        let author = Author {
            at_us: (self.clock)(),
            actor: key.login.clone().map_or_else(|| Actor::Token(key.id.clone()), Actor::User),
            on_behalf: None,
            origin: origin(headers, extensions, key),
            reason: None,
            request_id: extensions.get().map(RequestId::text),
        };
        seen.into_iter().map(|seen| seen.entry(&author)).collect()
    }

    /// Tells the trail, without keeping a thread waiting.
    pub(super) async fn tell(&self, entries: Vec<AuditEntry>) -> Result<(), Refusal> {
        // Where there is no database there is no trail: what is served is a file.
        let Some(witness) = self.witness() else { return Ok(()) };
        if witness.is_direct() {
            let witness = Arc::clone(witness);
            return Ok(away(move || witness.tell(entries)).await??);
        }
        let manner = *witness.manner();
        let (tell, told) = oneshot::channel();
        let written: Option<Written> = if manner.synchronous {
            Some(Box::new(move || {
                // Whoever has given up waiting is not told.
                let _ = tell.send(());
            }))
        } else {
            None
        };
        let mut group = Group { entries, written };
        let mut waited = Duration::ZERO;
        while let Err(back) = witness.offer(group) {
            if waited >= manner.patience {
                return Ok(witness.give_up(&back)?);
            }
            group = back;
            tokio::time::sleep(STEP).await;
            waited += STEP;
        }
        if manner.synchronous && !matches!(tokio::time::timeout(manner.patience, told).await, Ok(Ok(()))) {
            return Err(Untold::unwritten().into());
        }
        Ok(())
    }

    fn witness(&self) -> Option<&Arc<Witness>> {
        self.administration.as_ref().map(bailiwick_app::administration::Administration::witness)
    }

    /// Brings the counts of the trail up to date.
    pub(super) fn count_told(&self) {
        if let Some(witness) = self.witness() {
            self.metrics.told(witness.counts());
        }
    }
}

/// Where a request comes from.
pub(super) fn origin(headers: &HeaderMap, extensions: &Extensions, key: &ApiKey) -> Origin {
    let device = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    Origin {
        address: extensions.get().map(|Peer(address)| address.to_string()),
        device: device.map(|text| text.chars().take(LONGEST_DEVICE).collect()),
        token: Some(key.id.clone()),
        ..Origin::default()
    }
}

impl From<Untold> for Refusal {
    fn from(untold: Untold) -> Self {
        tracing::error!(%untold, "a question was not answered");
        let status = axum::http::StatusCode::SERVICE_UNAVAILABLE;
        Self::new(status, "audit.unavailable", untold.to_string())
    }
}
