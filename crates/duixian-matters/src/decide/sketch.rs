//! The effects of one event while they are put together, and the matter as they leave it.

use jiff::Timestamp;

use super::broken;
use crate::apply::change;
use crate::event::Effect;
use crate::matter::{Actor, Matter};
use crate::refusal::Refusal;

/// Effects on their way to be one event.
pub(super) struct Sketch<'a> {
    /// The matter behind them.
    pub(super) matter: Matter,
    /// The effects so far.
    pub(super) effects: Vec<Effect>,
    by: &'a Actor,
    at: Timestamp,
}

impl<'a> Sketch<'a> {
    pub(super) fn new(matter: Matter, by: &'a Actor, at: Timestamp) -> Self {
        Self { matter, effects: Vec::new(), by, at }
    }

    /// One effect more.
    pub(super) fn add(&mut self, effect: Effect) -> Result<(), Refusal> {
        change(&mut self.matter, &effect, self.by, self.at).map_err(broken)?;
        self.effects.push(effect);
        Ok(())
    }
}
