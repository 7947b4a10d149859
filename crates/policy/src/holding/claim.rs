//! What would be given: groups, and where and when they would count.

use bailiwick_model::{AreaCode, CompanyId, GroupId, Policy, RoleId, RoleLine, Validity};

/// Groups in some places on some days. It names them, so it may be asked of any snapshot; what the groups imply is part of
/// it, as that snapshot knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    pub(super) groups: Vec<GroupId>,
    /// Empty is everywhere.
    pub(super) areas: Vec<AreaCode>,
    /// Empty is every company.
    pub(super) companies: Vec<CompanyId>,
    pub(super) days: Validity,
}

/// A line for a role that nobody knows gives nobody knows what.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no role {0:?}; choose one that is declared under roles")]
pub struct UnknownRole(pub RoleId);

impl Claim {
    /// These groups everywhere and always, as groups are when they are given directly.
    #[must_use]
    pub fn of_groups<'g>(groups: impl IntoIterator<Item = &'g GroupId>) -> Self {
        Self {
            groups: groups.into_iter().cloned().collect(),
            areas: Vec::new(),
            companies: Vec::new(),
            days: Validity::ALWAYS,
        }
    }

    /// What a role line gives.
    ///
    /// # Errors
    /// When the policy has no such role.
    pub fn of_line(line: &RoleLine, policy: &Policy) -> Result<Self, UnknownRole> {
        let role = policy.roles.get(line.role()).ok_or_else(|| UnknownRole(line.role().clone()))?;
        Ok(Self {
            groups: role.groups.clone(),
            areas: line.areas().to_vec(),
            companies: line.companies().to_vec(),
            days: line.validity(),
        })
    }

    /// Whether it gives nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// The companies that it is limited to; none is no limit.
    #[must_use]
    pub fn companies(&self) -> &[CompanyId] {
        &self.companies
    }

    /// The same in these areas and companies alone; none is no limit.
    #[must_use]
    pub fn within(self, areas: Vec<AreaCode>, companies: Vec<CompanyId>) -> Self {
        Self { areas, companies, ..self }
    }

    /// The same on these days alone.
    #[must_use]
    pub fn on(self, days: Validity) -> Self {
        Self { days, ..self }
    }
}
