//! Working time (工作时间): when a deadline falls due, what is left of it, and what a pause does to it.
//!
//! The rules, with their sources, are defined in `docs/working-time.md`; the days and hours are data in
//! `codebook/calendars/`. Nothing here has a clock: moments come in and go out. Clocks count whole seconds; what a
//! moment has beyond a second is dropped. China has one offset and no daylight saving, so a day has 86,400 seconds.
//!
//! | module | holds |
//! |---|---|
//! | `amount` | amounts and units of time, and the answers: due, left, spent |
//! | `notice` | the State Council's yearly notices, read from text |
//! | `hours` | a site's working hours, read from text |
//! | `days` | counting working days and working seconds, forwards and back |
//! | `calendar` | the calendar that all this makes, and the clocks that run by it |
//! | `error` | what can be wrong with a file or an amount |

mod amount;
mod calendar;
mod days;
mod error;
mod hours;
mod notice;

pub use amount::{Amount, Due, Left, Spent, Unit};
pub use calendar::Calendar;
pub use error::{CalendarFileError, TimeError};
pub use hours::{Hours, Window};
pub use notice::{Calendars, Holiday, Notice, YearCalendar};
