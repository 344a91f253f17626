import type { Cache, UpdatesConfig } from "@urql/exchange-graphcache";

/** Lists that a mutation adds to, or takes away from, are asked for again wherever they are shown. */
export const CACHE_UPDATES: UpdatesConfig = {
  Mutation: {
    createApiKey: (_payload, _input, cache) => forget(cache, cache.resolve("Query", "account"), "apiKeys"),
    createWebhookEndpoint: (_payload, _input, cache) => forgetEndpoints(cache),
    removeWebhookEndpoint: (_payload, _input, cache) => forgetEndpoints(cache),
    sendTestWebhook: (_payload, { input }: { input?: { id?: string } }, cache) =>
      forget(cache, `WebhookEndpoint:${input?.id}`, "deliveries"),
  },
};

function forgetEndpoints(cache: Cache): void {
  forget(cache, cache.resolve("Query", "account"), "webhookEndpoints");
}

function forget(cache: Cache, entity: unknown, list: string): void {
  if (typeof entity === "string") {
    for (const { fieldName, fieldKey } of cache.inspectFields(entity)) {
      if (fieldName === list) {
        cache.invalidate(entity, fieldKey);
      }
    }
  }
}
