//! Nobody gives more than he holds.

use bailiwick_model::{RoleLine, UserId};

use super::{Refused, Work, lines::Holder, users::Whole};

pub(crate) fn may_give(_: &mut Work<'_, '_>, _: &RoleLine) -> Result<(), Refused> {
    Ok(())
}
pub(crate) fn may_take(_: &mut Work<'_, '_>, _: &Holder, _: &RoleLine) -> Result<(), Refused> {
    Ok(())
}
pub(crate) fn may_start(_: &mut Work<'_, '_>, _: &Whole) -> Result<(), Refused> {
    Ok(())
}
pub(crate) fn may_change(_: &mut Work<'_, '_>, _: &Whole, _: &[&str]) -> Result<(), Refused> {
    Ok(())
}
pub(crate) fn may_move(_: &mut Work<'_, '_>, _: &Whole, _: &Whole) -> Result<(), Refused> {
    Ok(())
}
pub(crate) fn somebody_administers(_: &mut Work<'_, '_>, _: &UserId) -> Result<(), Refused> {
    Ok(())
}
pub(crate) fn somebody_administers_still(_: &mut Work<'_, '_>, _: &Holder) -> Result<(), Refused> {
    Ok(())
}
