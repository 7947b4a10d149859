//! Whose turn it is among jobs that wait: authors take turns, and so do the jobs of one author, a batch each. So a small job is
//! done soon, however much others want. Every process keeps its own account of it, and forgets who has nothing to be done.

use std::collections::BTreeMap;

use bailiwick_store::job::Ready;

/// Who had the last turns.
#[derive(Debug, Default)]
pub(super) struct Turns {
    count: u64,
    authors: BTreeMap<Option<String>, u64>,
    jobs: BTreeMap<String, u64>,
}

impl Turns {
    /// All jobs that could be gone on with, in the order of their turns: whoever has had none for longest comes first, then
    /// the older job.
    pub(super) fn in_order(&mut self, mut ready: Vec<Ready>) -> Vec<Ready> {
        self.authors.retain(|author, _| ready.iter().any(|job| job.author == *author));
        self.jobs.retain(|id, _| ready.iter().any(|job| job.id == *id));
        ready.sort_by_key(|job| (self.authors.get(&job.author).copied(), self.jobs.get(&job.id).copied()));
        ready
    }

    /// Notes that a job has its turn.
    pub(super) fn had(&mut self, job: &Ready) {
        self.count += 1;
        self.authors.insert(job.author.clone(), self.count);
        self.jobs.insert(job.id.clone(), self.count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(id: &str, author: &str) -> Ready {
        Ready { id: id.to_owned(), author: Some(author.to_owned()) }
    }

    #[test]
    fn authors_take_turns_and_so_do_their_jobs() {
        let ready = [job("1", "ana"), job("2", "ana"), job("3", "ben"), job("4", "ana")];
        let mut turns = Turns::default();
        let order: Vec<String> = (0..8)
            .map(|_| {
                let next = turns.in_order(ready.to_vec()).swap_remove(0);
                turns.had(&next);
                next.id
            })
            .collect();
        assert_eq!(order, ["1", "3", "2", "3", "4", "3", "1", "3"]);
        assert!(turns.in_order(Vec::new()).is_empty());
        assert!(turns.authors.is_empty() && turns.jobs.is_empty());
    }
}
