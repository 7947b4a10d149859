//! What is going to be asked, said beforehand: so it goes to the database together and its answers come back together, however many they are.
//!
//! Which places lie above others is known from memory, which may be an instant older than the database. Nothing is answered from here: at worst
//! something is asked in vain, and something else only when it is its turn.

use std::sync::Arc;

use bailiwick_model::{AreaCode, CompanyId, DepartmentId, Operation, SettingScope, UserId};
use bailiwick_policy::{Moment, records::NoRecords};
use bailiwick_store::{
    area, attribute, avatar, company, department,
    own::{self, AT_ONCE, Id, Own},
    setting, user,
};

use super::{
    Refused, Work,
    lines::{Holder, seen::foresee_of_users},
};

impl Work<'_, '_> {
    /// A company and those above it, with the lines that they give.
    pub(crate) fn foresee_companies(&mut self, code: &str) -> Result<(), Refused> {
        let snapshot = Arc::clone(&self.state.snapshot);
        for code in snapshot.companies_above(code).into_iter().filter_map(|code| CompanyId::new(code).ok()) {
            company::foresee(self.tx, &code)?;
        }
        Ok(())
    }

    /// A department and those above it, with the lines that they give.
    pub(crate) fn foresee_departments(&mut self, code: &str) -> Result<(), Refused> {
        let snapshot = Arc::clone(&self.state.snapshot);
        for code in
            snapshot.departments_above(code).into_iter().filter_map(|code| DepartmentId::new(code).ok())
        {
            department::foresee(self.tx, &code)?;
        }
        Ok(())
    }

    /// An area and those that it lies in.
    pub(crate) fn foresee_areas(&mut self, code: &str) -> Result<(), Refused> {
        let snapshot = Arc::clone(&self.state.snapshot);
        for code in snapshot.areas_above(code).into_iter().filter_map(|code| AreaCode::new(code).ok()) {
            area::foresee(self.tx, &code)?;
        }
        Ok(())
    }

    /// What is set for the installation, and from the top down to a company.
    pub(crate) fn foresee_settings_of_company(&mut self, code: &str) -> Result<(), Refused> {
        let snapshot = Arc::clone(&self.state.snapshot);
        let above =
            snapshot.companies_above(code).into_iter().rev().filter_map(|code| CompanyId::new(code).ok());
        let scopes: Vec<_> =
            std::iter::once(SettingScope::Installation).chain(above.map(SettingScope::Company)).collect();
        Ok(setting::foresee_at_each(self.tx, &scopes)?)
    }

    /// Everything around a user that whoever shows him asks for: where he belongs, what is inherited there, what the actor may do.
    pub(crate) fn foresee_person(&mut self, login: &str) -> Result<(), Refused> {
        let Ok(login) = UserId::new(login) else { return Ok(()) };
        let id = Id::Text(login.to_string());
        for operation in [Operation::Read, Operation::Update, Operation::Delete] {
            self.foresee_there(operation, Own::User, &id)?;
        }
        self.foresee_holdings(&login)?;
        user::foresee_company(self.tx, &login)?;
        avatar::foresee_digest(self.tx, &login)?;
        attribute::foresee_schema(self.tx)?;
        self.foresee_home(&login)?;
        // Whether lines of a place are the actor's own as well is asked of where he belongs.
        let reads = self.guard.may(&self.state, Operation::Read, Own::RoleLine)?;
        let actor = self.guard.user().filter(|_| !reads.is_every());
        if let Some(Ok(actor)) = actor.map(|actor| UserId::new(self.state.snapshot.login(actor))) {
            user::foresee(self.tx, &actor)?;
            self.foresee_home(&actor)?;
        }
        Ok(())
    }

    /// Where somebody belongs, and all that is above.
    fn foresee_home(&mut self, login: &str) -> Result<(), Refused> {
        let snapshot = Arc::clone(&self.state.snapshot);
        let user = snapshot.find_user(login);
        let moment = Moment::at(&snapshot, self.guard.moment().now());
        let belonging =
            user.map(|user| snapshot.asker(user, &moment, &NoRecords).belonging()).unwrap_or_default();
        belonging.companies.last().map_or(Ok(()), |code| self.foresee_companies(code))?;
        belonging.departments.last().map_or(Ok(()), |code| self.foresee_departments(code))
    }

    /// Which of a user's lines the actor sees and may change.
    fn foresee_holdings(&mut self, login: &UserId) -> Result<(), Refused> {
        let some = std::slice::from_ref(login);
        foresee_of_users(self, some)?;
        let reads = self.guard.may(&self.state, Operation::Read, Own::RoleLine)?;
        if !reads.is_every() && !reads.is_none() {
            let condition = reads.condition(&self.state, &self.guard, self.tx.engine(), AT_ONCE)?;
            own::foresee_lines_in(self.tx, some, &condition)?;
        }
        let updates = self.guard.may(&self.state, Operation::Update, Own::RoleLine)?;
        if !updates.is_every() && !updates.is_none() {
            let condition =
                updates.condition(&self.state, &self.guard, self.tx.engine(), own::BEFORE_LINES_OF)?;
            own::foresee_lines_of(self.tx, &Holder::User(login.clone()), &condition)?;
        }
        Ok(())
    }

    /// Says that [`Work::may_there`] will be asked.
    pub(crate) fn foresee_there(&mut self, operation: Operation, own: Own, id: &Id) -> Result<(), Refused> {
        match self.guard.may(&self.state, operation, own)? {
            matching if matching.is_every() || matching.is_none() => Ok(()),
            _ => self.foresee(operation, own, id),
        }
    }
}
