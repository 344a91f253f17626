//! Collecting everything that is wrong with one input, so that it is told at once.

use crate::{
    patch::Patch,
    user_error::{Problem, UserError},
};

/// The user errors of one input, collected while its fields are applied.
#[derive(Debug, Default)]
pub(crate) struct Errors(Vec<UserError>);

impl Errors {
    /// Notes a problem at a path.
    pub(crate) fn push<S: Into<String>>(&mut self, problem: Problem, path: impl IntoIterator<Item = S>) {
        self.0.push(UserError::new(problem, path));
    }

    /// Notes errors that were found one level deeper, under the field `name`.
    pub(crate) fn inside(&mut self, name: &str, result: Result<(), Vec<UserError>>) {
        if let Err(errors) = result {
            self.0.extend(errors.into_iter().map(|error| error.inside([name])));
        }
    }

    /// The value, if it is good; the problem is noted at the field `name` otherwise.
    pub(crate) fn take<T>(&mut self, name: &str, result: Result<T, Problem>) -> Option<T> {
        result.map_err(|problem| self.push(problem, [name])).ok()
    }

    /// Applies a patch to a field that cannot be empty: null is [`Problem::Required`].
    pub(crate) fn must<T, U>(
        &mut self,
        name: &str,
        patch: &Patch<T>,
        field: &mut U,
        parse: impl FnOnce(&T) -> Result<U, Problem>,
    ) {
        match patch {
            Patch::Keep => {}
            Patch::Clear => self.push(Problem::Required, [name]),
            Patch::Set(value) => {
                if let Some(value) = self.take(name, parse(value)) {
                    *field = value;
                }
            }
        }
    }

    /// Applies a patch to a field that may be empty.
    pub(crate) fn may<T, U>(
        &mut self,
        name: &str,
        patch: &Patch<T>,
        field: &mut Option<U>,
        parse: impl FnOnce(&T) -> Result<Option<U>, Problem>,
    ) {
        match patch {
            Patch::Keep => {}
            Patch::Clear => *field = None,
            Patch::Set(value) => {
                if let Some(value) = self.take(name, parse(value)) {
                    *field = value;
                }
            }
        }
    }

    /// All that was noted, or that nothing was.
    ///
    /// # Errors
    /// The user errors in the order in which they were noted.
    pub(crate) fn finish(self) -> Result<(), Vec<UserError>> {
        if self.0.is_empty() { Ok(()) } else { Err(self.0) }
    }
}
