//! The section "addresses".

use async_graphql::{Context, Enum, ID, InputObject, MaybeUndefined, Object, Result};
use domain::{
    change::Command,
    edit::{Edit, Touched},
    id::AddressId,
    patch::Patch,
    settings::addresses as domain_addresses,
};

use crate::{
    guard::{self, Needs, Permission},
    view::{Mark, View},
    write::{WriteOptions, Written, patch, payload, write},
};

/// What an address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain_addresses::AddressPurpose")]
pub(crate) enum AddressPurpose {
    /// Invoices.
    Billing,
    /// Deliveries.
    Delivery,
    /// Business.
    Commercial,
    /// Somebody's home.
    Residential,
    /// Anything else.
    Other,
}

/// Which address comes first; each rank is given at most once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain_addresses::AddressRank")]
pub(crate) enum AddressRank {
    /// The main address.
    Primary,
    /// The second one.
    Secondary,
}

#[derive(Clone, Debug)]
pub(crate) struct Address {
    address: domain_addresses::Address,
    mark: Mark,
}

/// A postal address of the company.
#[Object]
impl Address {
    /// The id.
    pub(crate) async fn id(&self) -> ID {
        self.mark.id(self.address.id)
    }

    /// What it is for.
    pub(crate) async fn purpose(&self) -> AddressPurpose {
        self.address.purpose.into()
    }

    /// Its rank, if it has one.
    pub(crate) async fn rank(&self) -> Option<AddressRank> {
        self.address.rank.map(Into::into)
    }

    /// Street.
    pub(crate) async fn street(&self) -> &str {
        &self.address.street
    }

    /// House number, a text: "S/N" is one.
    pub(crate) async fn number(&self) -> Option<&str> {
        self.address.number.as_deref()
    }

    /// Floor, suite and the like.
    pub(crate) async fn complement(&self) -> Option<&str> {
        self.address.complement.as_deref()
    }

    /// A landmark that helps to find it.
    pub(crate) async fn reference(&self) -> Option<&str> {
        self.address.reference.as_deref()
    }

    /// District.
    pub(crate) async fn district(&self) -> Option<&str> {
        self.address.district.as_deref()
    }

    /// City.
    pub(crate) async fn city(&self) -> &str {
        &self.address.city
    }

    /// State, department or province.
    pub(crate) async fn state(&self) -> Option<&str> {
        self.address.state.as_deref()
    }

    /// Postal code, as the country writes it.
    pub(crate) async fn postal_code(&self) -> Option<&str> {
        self.address.postal_code.as_deref()
    }

    /// ISO 3166-1 alpha-2.
    pub(crate) async fn country(&self) -> String {
        self.address.country.to_string()
    }
}

impl Address {
    pub(crate) fn new(address: &domain_addresses::Address, mark: Mark) -> Self {
        Self { address: address.clone(), mark }
    }

    pub(crate) fn all(view: &View) -> Vec<Self> {
        view.settings().addresses.iter().map(|address| Self::new(address, view.mark)).collect()
    }

    fn touched(written: &Written, view: Option<View>) -> Option<Self> {
        let Some(Touched::Address(id)) = written.done()?.touched else {
            return None;
        };
        Self::find(&view?, id)
    }

    pub(crate) fn find(view: &View, id: AddressId) -> Option<Self> {
        Self::all(view).into_iter().find(|address| address.address.id == id)
    }
}

/// A new address. Lines are texts of at most 128 characters.
#[derive(InputObject)]
pub(crate) struct AddAddressInput {
    /// What it is for.
    purpose: AddressPurpose,
    /// A rank is taken from the address that had it.
    rank: Option<AddressRank>,
    /// Street.
    street: String,
    /// House number, a text.
    number: Option<String>,
    /// Floor, suite and the like.
    complement: Option<String>,
    /// A landmark.
    reference: Option<String>,
    /// District.
    district: Option<String>,
    /// City.
    city: String,
    /// State, department or province.
    state: Option<String>,
    /// Checked by the country; separators are optional.
    postal_code: Option<String>,
    /// ISO 3166-1 alpha-2.
    country: String,
}

/// Changes an address. A field that is absent stays as it is; null clears it.
#[derive(InputObject)]
pub(crate) struct UpdateAddressInput {
    /// Which one.
    id: ID,
    /// Cannot be cleared.
    purpose: MaybeUndefined<AddressPurpose>,
    /// A rank is taken from the address that had it; null takes it from this one.
    rank: MaybeUndefined<AddressRank>,
    /// Cannot be cleared.
    street: MaybeUndefined<String>,
    /// House number, a text.
    number: MaybeUndefined<String>,
    /// Floor, suite and the like.
    complement: MaybeUndefined<String>,
    /// A landmark.
    reference: MaybeUndefined<String>,
    /// District.
    district: MaybeUndefined<String>,
    /// Cannot be cleared.
    city: MaybeUndefined<String>,
    /// State, department or province.
    state: MaybeUndefined<String>,
    /// Checked by the country, again when the country changes.
    postal_code: MaybeUndefined<String>,
    /// Cannot be cleared.
    country: MaybeUndefined<String>,
}

/// Removes an address.
#[derive(InputObject)]
pub(crate) struct RemoveAddressInput {
    /// Which one.
    id: ID,
}

impl From<AddAddressInput> for Edit {
    fn from(input: AddAddressInput) -> Self {
        let optional = |text: Option<String>| text.map_or(Patch::Keep, Patch::Set);
        Self::AddAddress(Box::new(domain_addresses::AddressFields {
            purpose: Patch::Set(input.purpose.into()),
            rank: input.rank.map_or(Patch::Keep, |rank| Patch::Set(rank.into())),
            street: Patch::Set(input.street),
            number: optional(input.number),
            complement: optional(input.complement),
            reference: optional(input.reference),
            district: optional(input.district),
            city: Patch::Set(input.city),
            state: optional(input.state),
            postal_code: optional(input.postal_code),
            country: Patch::Set(input.country),
        }))
    }
}

impl From<UpdateAddressInput> for Edit {
    fn from(input: UpdateAddressInput) -> Self {
        Self::UpdateAddress(Box::new(domain_addresses::UpdateAddress {
            id: input.id.0,
            fields: domain_addresses::AddressFields {
                purpose: patch(input.purpose).map(Into::into),
                rank: patch(input.rank).map(Into::into),
                street: patch(input.street),
                number: patch(input.number),
                complement: patch(input.complement),
                reference: patch(input.reference),
                district: patch(input.district),
                city: patch(input.city),
                state: patch(input.state),
                postal_code: patch(input.postal_code),
                country: patch(input.country),
            },
        }))
    }
}

impl From<RemoveAddressInput> for Edit {
    fn from(input: RemoveAddressInput) -> Self {
        Self::RemoveAddress(input.id.0)
    }
}

payload! {
    /// What came of addAddress.
    AddAddressPayload {
        /// The new address.
        address: Address = |written| Address::touched(written, written.after())
    }
}
payload! {
    /// What came of updateAddress.
    UpdateAddressPayload {
        /// The address after the change.
        address: Address = |written| Address::touched(written, written.after())
    }
}
payload! {
    /// What came of removeAddress.
    RemoveAddressPayload {
        /// The address that was removed.
        address: Address = |written| Address::touched(written, written.before())
    }
}

#[derive(Default)]
pub(crate) struct AddressesMutation;

#[Object]
impl AddressesMutation {
    /// Adds an address. Needs MANAGE_ADDRESSES.
    #[graphql(guard = "Needs(Permission::ManageAddresses)", directive = guard::guard::apply(Permission::ManageAddresses))]
    pub(crate) async fn add_address(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: AddAddressInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<AddAddressPayload>> {
        write(ctx, Command::Edit(input.into()), options).await
    }

    /// Changes an address. Needs MANAGE_ADDRESSES.
    #[graphql(guard = "Needs(Permission::ManageAddresses)", directive = guard::guard::apply(Permission::ManageAddresses))]
    pub(crate) async fn update_address(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateAddressInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<UpdateAddressPayload>> {
        write(ctx, Command::Edit(input.into()), options).await
    }

    /// Removes an address. Needs MANAGE_ADDRESSES.
    #[graphql(guard = "Needs(Permission::ManageAddresses)", directive = guard::guard::apply(Permission::ManageAddresses))]
    pub(crate) async fn remove_address(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: RemoveAddressInput,
        #[graphql(desc = "How it is written.")] options: Option<WriteOptions>,
    ) -> Result<Option<RemoveAddressPayload>> {
        write(ctx, Command::Edit(input.into()), options).await
    }
}
