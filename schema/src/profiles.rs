//! Activities and access profiles.

use async_graphql::{Context, Enum, ID, InputObject, MaybeUndefined, Object, Result};
use domain::{
    change::Command,
    edit::{Edit, Touched},
    id::{AccessProfileId, ActivityId},
    settings::profiles as domain_profiles,
};

use crate::{
    guard::{self, Needs, Permission},
    view::{Mark, View},
    write::{WriteOptions, Written, patch, payload, write},
};

/// The role of somebody who belongs to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::policy::AccountRole")]
pub(crate) enum AccountRole {
    /// Administrates the account.
    Admin,
    /// Runs the account's support.
    Operator,
    /// Answers tickets.
    Agent,
    /// Asks.
    Customer,
}

#[derive(Clone, Debug)]
pub(crate) struct Activity {
    activity: domain_profiles::Activity,
    mark: Mark,
}

/// Something that time is booked on.
#[Object]
impl Activity {
    /// The id.
    pub(crate) async fn id(&self) -> ID {
        self.mark.id(self.activity.id)
    }

    /// The name, unique without regard to case.
    pub(crate) async fn name(&self) -> &str {
        &self.activity.name
    }

    /// Whether it can be suggested.
    pub(crate) async fn active(&self) -> bool {
        self.activity.active
    }
}

impl Activity {
    pub(crate) fn new(activity: &domain_profiles::Activity, mark: Mark) -> Self {
        Self { activity: activity.clone(), mark }
    }

    pub(crate) fn all(view: &View) -> Vec<Self> {
        view.settings().activities.iter().map(|activity| Self::new(activity, view.mark)).collect()
    }

    fn touched(written: &Written, view: Option<View>) -> Option<Self> {
        let Some(Touched::Activity(id)) = written.done()?.touched else {
            return None;
        };
        Self::find(&view?, id)
    }

    pub(crate) fn find(view: &View, id: ActivityId) -> Option<Self> {
        Self::all(view).into_iter().find(|activity| activity.activity.id == id)
    }
}

#[derive(Clone, Debug)]
pub(crate) struct AccessProfile {
    profile: domain_profiles::AccessProfile,
    activity: Option<Activity>,
    mark: Mark,
}

/// An access profile, as far as account settings know it.
#[Object]
impl AccessProfile {
    /// The id.
    pub(crate) async fn id(&self) -> ID {
        self.mark.id(self.profile.id)
    }

    /// The name, unique without regard to case.
    pub(crate) async fn name(&self) -> &str {
        &self.profile.name
    }

    /// Whose profile it is.
    pub(crate) async fn role(&self) -> AccountRole {
        self.profile.role.into()
    }

    /// The activity for time tracking: what is suggested to agents of this profile.
    pub(crate) async fn time_tracking_activity(&self) -> Option<Activity> {
        self.activity.clone()
    }
}

impl AccessProfile {
    pub(crate) fn all(view: &View) -> Vec<Self> {
        let settings = view.settings();
        let named = |profile: &domain_profiles::AccessProfile| {
            let reference = profile.time_tracking_activity?;
            settings.activities.iter().find(|activity| activity.id == reference.id)
        };
        settings
            .access_profiles
            .iter()
            .map(|profile| Self {
                activity: named(profile).map(|activity| Activity::new(activity, view.mark)),
                profile: profile.clone(),
                mark: view.mark,
            })
            .collect()
    }

    fn touched(written: &Written, view: Option<View>) -> Option<Self> {
        let Some(Touched::AccessProfile(id)) = written.done()?.touched else {
            return None;
        };
        Self::find(&view?, id)
    }

    pub(crate) fn find(view: &View, id: AccessProfileId) -> Option<Self> {
        Self::all(view).into_iter().find(|profile| profile.profile.id == id)
    }
}

/// A new activity; it is active.
#[derive(InputObject)]
pub(crate) struct AddActivityInput {
    /// At most 128 characters, unique without regard to case.
    name: String,
}

/// Changes an activity. A field that is absent stays as it is.
#[derive(InputObject)]
pub(crate) struct UpdateActivityInput {
    /// Which one.
    id: ID,
    /// Cannot be cleared.
    name: MaybeUndefined<String>,
    /// Cannot be cleared.
    active: MaybeUndefined<bool>,
}

/// Removes an activity.
#[derive(InputObject)]
pub(crate) struct RemoveActivityInput {
    /// Which one; IN_USE while a profile names it.
    id: ID,
}

/// A new access profile.
#[derive(InputObject)]
pub(crate) struct AddAccessProfileInput {
    /// At most 128 characters, unique without regard to case.
    name: String,
    /// Whose profile it is.
    role: AccountRole,
    /// The activity that is suggested to agents of this profile.
    time_tracking_activity_id: Option<ID>,
}

/// Changes an access profile. A field that is absent stays as it is; null clears it.
#[derive(InputObject)]
pub(crate) struct UpdateAccessProfileInput {
    /// Which one.
    id: ID,
    /// Cannot be cleared.
    name: MaybeUndefined<String>,
    /// Cannot be cleared.
    role: MaybeUndefined<AccountRole>,
    /// The activity that is suggested to agents of this profile.
    time_tracking_activity_id: MaybeUndefined<ID>,
}

/// Removes an access profile.
#[derive(InputObject)]
pub(crate) struct RemoveAccessProfileInput {
    /// Which one.
    id: ID,
}

impl From<AddActivityInput> for Edit {
    fn from(input: AddActivityInput) -> Self {
        Self::AddActivity(domain_profiles::AddActivity { name: input.name })
    }
}

impl From<UpdateActivityInput> for Edit {
    fn from(input: UpdateActivityInput) -> Self {
        Self::UpdateActivity(domain_profiles::UpdateActivity {
            id: input.id.0,
            name: patch(input.name),
            active: patch(input.active),
        })
    }
}

impl From<RemoveActivityInput> for Edit {
    fn from(input: RemoveActivityInput) -> Self {
        Self::RemoveActivity(input.id.0)
    }
}

impl From<AddAccessProfileInput> for Edit {
    fn from(input: AddAccessProfileInput) -> Self {
        Self::AddAccessProfile(domain_profiles::AddAccessProfile {
            name: input.name,
            role: input.role.into(),
            time_tracking_activity_id: input.time_tracking_activity_id.map(|id| id.0),
        })
    }
}

impl From<UpdateAccessProfileInput> for Edit {
    fn from(input: UpdateAccessProfileInput) -> Self {
        Self::UpdateAccessProfile(domain_profiles::UpdateAccessProfile {
            id: input.id.0,
            name: patch(input.name),
            role: patch(input.role).map(Into::into),
            time_tracking_activity_id: patch(input.time_tracking_activity_id).map(|id| id.0),
        })
    }
}

impl From<RemoveAccessProfileInput> for Edit {
    fn from(input: RemoveAccessProfileInput) -> Self {
        Self::RemoveAccessProfile(input.id.0)
    }
}

payload! {
    /// What came of addActivity.
    AddActivityPayload {
        /// The new activity.
        activity: Activity = |written| Activity::touched(written, written.after())
    }
}
payload! {
    /// What came of updateActivity.
    UpdateActivityPayload {
        /// The activity after the change.
        activity: Activity = |written| Activity::touched(written, written.after())
    }
}
payload! {
    /// What came of removeActivity.
    RemoveActivityPayload {
        /// The activity that was removed.
        activity: Activity = |written| Activity::touched(written, written.before())
    }
}
payload! {
    /// What came of addAccessProfile.
    AddAccessProfilePayload {
        /// The new profile.
        access_profile: AccessProfile = |written| AccessProfile::touched(written, written.after())
    }
}
payload! {
    /// What came of updateAccessProfile.
    UpdateAccessProfilePayload {
        /// The profile after the change.
        access_profile: AccessProfile = |written| AccessProfile::touched(written, written.after())
    }
}
payload! {
    /// What came of removeAccessProfile.
    RemoveAccessProfilePayload {
        /// The profile that was removed.
        access_profile: AccessProfile = |written| AccessProfile::touched(written, written.before())
    }
}

#[derive(Default)]
pub(crate) struct ProfilesMutation;

#[Object]
impl ProfilesMutation {
    /// Adds an activity. Needs MANAGE_ACCESS_PROFILES.
    #[graphql(guard = "Needs(Permission::ManageAccessProfiles)", directive = guard::guard::apply(Permission::ManageAccessProfiles))]
    pub(crate) async fn add_activity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: AddActivityInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<AddActivityPayload>> {
        write(ctx, Command::Edit(input.into()), options).await
    }

    /// Changes an activity. Needs MANAGE_ACCESS_PROFILES.
    #[graphql(guard = "Needs(Permission::ManageAccessProfiles)", directive = guard::guard::apply(Permission::ManageAccessProfiles))]
    pub(crate) async fn update_activity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateActivityInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<UpdateActivityPayload>> {
        write(ctx, Command::Edit(input.into()), options).await
    }

    /// Removes an activity that no profile names. Needs MANAGE_ACCESS_PROFILES.
    #[graphql(guard = "Needs(Permission::ManageAccessProfiles)", directive = guard::guard::apply(Permission::ManageAccessProfiles))]
    pub(crate) async fn remove_activity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: RemoveActivityInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<RemoveActivityPayload>> {
        write(ctx, Command::Edit(input.into()), options).await
    }

    /// Adds an access profile. Needs MANAGE_ACCESS_PROFILES.
    #[graphql(guard = "Needs(Permission::ManageAccessProfiles)", directive = guard::guard::apply(Permission::ManageAccessProfiles))]
    pub(crate) async fn add_access_profile(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: AddAccessProfileInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<AddAccessProfilePayload>> {
        write(ctx, Command::Edit(input.into()), options).await
    }

    /// Changes an access profile. Needs MANAGE_ACCESS_PROFILES.
    #[graphql(guard = "Needs(Permission::ManageAccessProfiles)", directive = guard::guard::apply(Permission::ManageAccessProfiles))]
    pub(crate) async fn update_access_profile(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateAccessProfileInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<UpdateAccessProfilePayload>> {
        write(ctx, Command::Edit(input.into()), options).await
    }

    /// Removes an access profile. Needs MANAGE_ACCESS_PROFILES.
    #[graphql(guard = "Needs(Permission::ManageAccessProfiles)", directive = guard::guard::apply(Permission::ManageAccessProfiles))]
    pub(crate) async fn remove_access_profile(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: RemoveAccessProfileInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<RemoveAccessProfilePayload>> {
        write(ctx, Command::Edit(input.into()), options).await
    }
}
