import type { SettingsEdit, WriteOptions } from "../graphql/types.generated";
import * as documents from "./edits.generated";
import type { Outcome, Send, SettingsMutation } from "./send";

type EditName = keyof SettingsEdit;

/** An edit that stands alone is sent by its own mutation, so that the history calls it by its name. */
const MUTATIONS: { readonly [N in EditName]: SettingsMutation<{ input: NonNullable<SettingsEdit[N]> }> } = {
  updateCompany: documents.UpdateCompanyDocument,
  addContact: documents.AddContactDocument,
  updateContact: documents.UpdateContactDocument,
  removeContact: documents.RemoveContactDocument,
  addOtherContact: documents.AddOtherContactDocument,
  updateOtherContact: documents.UpdateOtherContactDocument,
  removeOtherContact: documents.RemoveOtherContactDocument,
  addAddress: documents.AddAddressDocument,
  updateAddress: documents.UpdateAddressDocument,
  removeAddress: documents.RemoveAddressDocument,
  updateEnvironmentParameters: documents.UpdateEnvironmentParametersDocument,
  updateDirectTicketLink: documents.UpdateDirectTicketLinkDocument,
  updateTicketParameters: documents.UpdateTicketParametersDocument,
  updateAdditionalModules: documents.UpdateAdditionalModulesDocument,
  updateBusinessHours: documents.UpdateBusinessHoursDocument,
  addActivity: documents.AddActivityDocument,
  updateActivity: documents.UpdateActivityDocument,
  removeActivity: documents.RemoveActivityDocument,
  addAccessProfile: documents.AddAccessProfileDocument,
  updateAccessProfile: documents.UpdateAccessProfileDocument,
  removeAccessProfile: documents.RemoveAccessProfileDocument,
};

/** Sends edits as one change. The paths of what is refused begin inside the edit, however it was sent. */
export async function sendEdits(send: Send, edits: readonly SettingsEdit[], options: WriteOptions): Promise<Outcome> {
  const [only, ...others] = edits;
  if (only === undefined) {
    return { kind: "saved", revision: null, settings: null };
  }
  if (others.length === 0) {
    return sendAlone(send, only, options);
  }
  const outcome = await send(documents.ChangeSettingsDocument, { input: { edits } }, options);
  if (outcome.kind !== "refused") {
    return outcome;
  }
  const userErrors = outcome.userErrors.map(({ path, ...error }) => ({
    ...error,
    // Of `edits, 0, updateCompany, website` the form knows `website`.
    path: path[0] === "edits" ? path.slice(3) : path,
  }));
  return { kind: "refused", userErrors };
}

function sendAlone(send: Send, edit: SettingsEdit, options: WriteOptions): Promise<Outcome> {
  for (const name of Object.keys(MUTATIONS) as EditName[]) {
    const input = edit[name];
    if (input !== undefined) {
      // The name leads to both, which the compiler cannot follow.
      return send(MUTATIONS[name] as SettingsMutation<{ input: unknown }>, { input }, options);
    }
  }
  throw new Error("An edit names what it changes");
}
