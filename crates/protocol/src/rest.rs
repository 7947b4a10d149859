//! Bodies of the administration API: what may be written of each kind of object, and nothing else.
//!
//! A form is the writable part of an object. What is read is the form with what Bailiwick adds to it. A change is a merge
//! patch (RFC 7396) of the form, so whatever a form does not name cannot be written by any way.

mod area;
mod attribute;
mod company;
mod department;
mod job;
mod line;
mod list;
mod patch;
mod place;
mod policy;
mod preview;
mod setting;
mod template;
mod trail;
mod user;

pub use area::{AreaForm, AreaImport, AreaVerdict, AreaView, ImportVerdict, NewArea};
pub use attribute::AttributeView;
pub use company::{CompanyForm, CompanyView, NewCompany, SeatState, SeatsView};
pub use department::{DepartmentForm, DepartmentView, NewDepartment};
pub use job::{ItemFault, JobItemView, JobView};
pub use line::{LineChange, LineForm, LineView};
pub use list::Listed;
pub use patch::{FormError, merged, read};
pub use place::{NewPlace, once_each};
pub use policy::{DataRight, Outcome, OverrideView, PolicyName, PolicyView, Restrictions};
pub use preview::{GroupReach, LevelChange, Preview, Proposed, Reaches, RecordsChange, UserPreview};
pub use setting::{OwnSetting, PasswordsTouched, PreferenceView, SettingAffects, SettingForm, SettingView};
pub use template::TemplateView;
pub use trail::{EntryForm, EntryOutcome, EntryView};
pub use user::{MeView, NewUser, UserForm, UserView};
