//! Activities, on which time is booked, and access profiles, which suggest them.

use entity::id::{AccessProfileId, ActivityId};
use serde::{Deserialize, Serialize};

use super::{NewIds, all_differ, in_order};
use crate::{
    errors::Errors,
    patch::Patch,
    policy::AccountRole,
    text::{self, NAME_MAX},
    user_error::{Problem, UserError},
};

/// The most activities of an account.
pub const ACTIVITIES_MAX: usize = 200;

/// The most access profiles of an account.
pub const PROFILES_MAX: usize = 200;

/// Something that time is booked on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Activity {
    /// Its id.
    pub id: ActivityId,
    /// 1 to 128 characters, unique without regard to case.
    pub name: String,
    /// Whether it can be suggested.
    pub active: bool,
}

/// What agents of one kind may do elsewhere on the platform; here, what is suggested to them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AccessProfile {
    /// Its id.
    pub id: AccessProfileId,
    /// 1 to 128 characters, unique without regard to case.
    pub name: String,
    /// Whose profile it is.
    pub role: AccountRole,
    /// The "activity for time tracking" of the help article's tip.
    pub time_tracking_activity: Option<ActivityReference>,
}

/// An activity by its id, as `timeTrackingActivity { id }` answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ActivityReference {
    /// The activity.
    pub id: ActivityId,
}

/// Adds an activity, active.
#[derive(Clone, Debug)]
pub struct AddActivity {
    /// Its name.
    pub name: String,
}

/// Changes an activity.
#[derive(Clone, Debug, Default)]
pub struct UpdateActivity {
    /// The activity's id, as the client sent it.
    pub id: String,
    /// Cannot be emptied.
    pub name: Patch<String>,
    /// Cannot be emptied.
    pub active: Patch<bool>,
}

/// Adds an access profile.
#[derive(Clone, Debug)]
pub struct AddAccessProfile {
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub role: AccountRole,
    /// The suggested activity's id, as the client sent it.
    pub time_tracking_activity_id: Option<String>,
}

/// Changes an access profile.
#[derive(Clone, Debug, Default)]
pub struct UpdateAccessProfile {
    /// The profile's id, as the client sent it.
    pub id: String,
    /// Cannot be emptied.
    pub name: Patch<String>,
    /// Cannot be emptied.
    pub role: Patch<AccountRole>,
    /// May be emptied.
    pub time_tracking_activity_id: Patch<String>,
}

pub(crate) fn add_activity(
    activities: &mut Vec<Activity>,
    edit: &AddActivity,
    ids: &mut NewIds<'_>,
) -> Result<ActivityId, Vec<UserError>> {
    let mut errors = Errors::default();
    if activities.len() >= ACTIVITIES_MAX {
        errors.push(Problem::TooMany { max: ACTIVITIES_MAX }, [] as [&str; 0]);
    }
    let name = errors.take("name", unique_name(&edit.name, activities.iter().map(|activity| &activity.name)));
    errors.finish()?;
    let id = ids.next(activities.iter().map(|activity| activity.id));
    activities.push(Activity { id, name: name.unwrap_or_default(), active: true });
    Ok(id)
}

pub(crate) fn update_activity(
    activities: &mut [Activity],
    edit: &UpdateActivity,
) -> Result<ActivityId, Vec<UserError>> {
    let id = super::find_id(activities.iter().map(|activity| activity.id), &edit.id)?;
    let others: Vec<String> =
        activities.iter().filter(|activity| activity.id != id).map(|activity| activity.name.clone()).collect();
    let mut errors = Errors::default();
    if let Some(activity) = activities.iter_mut().find(|activity| activity.id == id) {
        errors.must("name", &edit.name, &mut activity.name, |typed| unique_name(typed, others.iter()));
        errors.must("active", &edit.active, &mut activity.active, |on| Ok(*on));
    }
    errors.finish()?;
    Ok(id)
}

pub(crate) fn remove_activity(
    activities: &mut Vec<Activity>,
    profiles: &[AccessProfile],
    id: &str,
) -> Result<ActivityId, Vec<UserError>> {
    let id = super::find_id(activities.iter().map(|activity| activity.id), id)?;
    if profiles.iter().any(|profile| profile.time_tracking_activity == Some(ActivityReference { id })) {
        return Err(vec![UserError::new(Problem::InUse, ["id"])]);
    }
    activities.retain(|activity| activity.id != id);
    Ok(id)
}

pub(crate) fn add_profile(
    profiles: &mut Vec<AccessProfile>,
    activities: &[Activity],
    edit: &AddAccessProfile,
    ids: &mut NewIds<'_>,
) -> Result<AccessProfileId, Vec<UserError>> {
    let mut errors = Errors::default();
    if profiles.len() >= PROFILES_MAX {
        errors.push(Problem::TooMany { max: PROFILES_MAX }, [] as [&str; 0]);
    }
    let name = errors.take("name", unique_name(&edit.name, profiles.iter().map(|profile| &profile.name)));
    let activity = edit
        .time_tracking_activity_id
        .as_ref()
        .and_then(|sent| errors.take("timeTrackingActivityId", reference(activities, sent)));
    errors.finish()?;
    let id = ids.next(profiles.iter().map(|profile| profile.id));
    profiles.push(AccessProfile {
        id,
        name: name.unwrap_or_default(),
        role: edit.role,
        time_tracking_activity: activity,
    });
    Ok(id)
}

pub(crate) fn update_profile(
    profiles: &mut [AccessProfile],
    activities: &[Activity],
    edit: &UpdateAccessProfile,
) -> Result<AccessProfileId, Vec<UserError>> {
    let id = super::find_id(profiles.iter().map(|profile| profile.id), &edit.id)?;
    let others: Vec<String> =
        profiles.iter().filter(|profile| profile.id != id).map(|profile| profile.name.clone()).collect();
    let mut errors = Errors::default();
    if let Some(profile) = profiles.iter_mut().find(|profile| profile.id == id) {
        errors.must("name", &edit.name, &mut profile.name, |typed| unique_name(typed, others.iter()));
        errors.must("role", &edit.role, &mut profile.role, |role| Ok(*role));
        errors.may(
            "timeTrackingActivityId",
            &edit.time_tracking_activity_id,
            &mut profile.time_tracking_activity,
            |sent| reference(activities, sent).map(Some),
        );
    }
    errors.finish()?;
    Ok(id)
}

pub(crate) fn remove_profile(profiles: &mut Vec<AccessProfile>, id: &str) -> Result<AccessProfileId, Vec<UserError>> {
    let id = super::find_id(profiles.iter().map(|profile| profile.id), id)?;
    profiles.retain(|profile| profile.id != id);
    Ok(id)
}

pub(crate) fn activities_are_sound(activities: &[Activity]) -> bool {
    activities.len() <= ACTIVITIES_MAX
        && in_order(activities.iter().map(|activity| activity.id))
        && all_differ(activities.iter().map(|activity| text::key(&activity.name)))
}

pub(crate) fn profiles_are_sound(profiles: &[AccessProfile], activities: &[Activity]) -> bool {
    profiles.len() <= PROFILES_MAX
        && in_order(profiles.iter().map(|profile| profile.id))
        && all_differ(profiles.iter().map(|profile| text::key(&profile.name)))
        && profiles
            .iter()
            .filter_map(|profile| profile.time_tracking_activity)
            .all(|reference| activities.iter().any(|activity| activity.id == reference.id))
}

/// The name, if it is one and none of the others is the same without regard to case.
fn unique_name<'a>(typed: &str, mut others: impl Iterator<Item = &'a String>) -> Result<String, Problem> {
    let name = text::required(typed, NAME_MAX)?;
    let key = text::key(&name);
    if others.any(|other| text::key(other) == key) { Err(Problem::Duplicate) } else { Ok(name) }
}

/// The activity that a client named, if the account has it.
fn reference(activities: &[Activity], sent: &str) -> Result<ActivityReference, Problem> {
    sent.parse()
        .ok()
        .filter(|wanted| activities.iter().any(|activity| activity.id == *wanted))
        .map(|id| ActivityReference { id })
        .ok_or(Problem::NotFound)
}
