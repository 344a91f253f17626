/** The actions that make revisions of an account, below the part of the page that they are about. */
export const ACTION_GROUPS: readonly { readonly title: string; readonly actions: readonly string[] }[] = [
  { title: "company-title", actions: ["updateCompany", "setCompanyPhoto", "removeCompanyPhoto"] },
  { title: "contacts-title", actions: ["addContact", "updateContact", "removeContact"] },
  { title: "other-contacts-title", actions: ["addOtherContact", "updateOtherContact", "removeOtherContact"] },
  { title: "addresses-title", actions: ["addAddress", "updateAddress", "removeAddress"] },
  {
    title: "parameters-title",
    actions: [
      "updateEnvironmentParameters",
      "updateDirectTicketLink",
      "updateTicketParameters",
      "updateAdditionalModules",
      "releasePortalHost",
    ],
  },
  {
    title: "activities-title",
    actions: [
      "addActivity",
      "updateActivity",
      "removeActivity",
      "addAccessProfile",
      "updateAccessProfile",
      "removeAccessProfile",
    ],
  },
  { title: "business-hours-title", actions: ["updateBusinessHours"] },
  { title: "webhooks-actions-whole", actions: ["changeSettings", "restoreRevision"] },
  { title: "api-keys-title", actions: ["createApiKey", "rotateApiKey", "revokeApiKey"] },
  {
    title: "webhooks-title",
    actions: [
      "createWebhookEndpoint",
      "updateWebhookEndpoint",
      "removeWebhookEndpoint",
      "rotateWebhookSecret",
      "failWebhookEndpoint",
    ],
  },
];

/** What revisions are made by: besides these, an account's first one by its creation. */
export const ACTIONS: readonly string[] = ["createAccount", ...ACTION_GROUPS.flatMap(({ actions }) => actions)];
