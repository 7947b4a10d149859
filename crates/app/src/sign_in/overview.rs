//! All that the first page of one's own account says, read at once: what somebody has, what he signs in with, and who else tried to.

use bailiwick_store::{api_key, sign_in::knock};

use super::{KeyView, KnockView, SecurityView, SignIn, own::own_login};
use crate::administration::{
    Ctx, OwnAccess, Refused,
    lines::seen::{self, Inherited},
    me,
};

/// Knocks that are shown.
const KNOCKS: i64 = 5;

/// What somebody sees first of himself.
pub struct Overview {
    /// Roles, and what they come to.
    pub access: OwnAccess,
    /// What he signs in with, and where he is signed in.
    pub security: SecurityView,
    /// Keys of programs that act in his name.
    pub keys: Vec<KeyView>,
    /// The last attempts to get in as him, the newest first.
    pub knocks: Vec<KnockView>,
    /// Until which day the account counts, where it ends.
    pub ends: Option<jiff::civil::Date>,
    /// Whether there is an address that letters go to.
    pub has_address: bool,
}

impl SignIn {
    /// What whoever asks sees first of himself.
    ///
    /// # Errors
    /// [`Refused::NotAllowed`] for whoever is nobody with an account that counts.
    pub fn overview(&self, ctx: &Ctx) -> Result<Overview, Refused> {
        let done = self.administration.read(ctx, |work| {
            work.inherited = Some(Inherited::default());
            let login = own_login(work)?;
            let whole = me::own(work)?;
            let user = me::shown(work, &whole)?.user;
            let day = seen::of_user(work, &whole)?.day;
            let (ends, has_address) = (user.form.valid_to, user.form.email.is_some());
            let access = me::access::held(work, user, day)?;
            let security = self.security_of(work, login.clone(), ctx.author.at_us)?;
            let keys = api_key::of(work.tx, &login)?.into_iter();
            let keys = keys.map(|key| KeyView::of(key, login.clone())).collect();
            let knocks = knock::of(work.tx, &login, i64::MAX, KNOCKS)?;
            let knocks = knocks.into_iter().map(KnockView::from).collect();
            Ok(Overview { access, security, keys, knocks, ends, has_address })
        })?;
        Ok(done.value)
    }
}
