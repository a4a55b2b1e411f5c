import type { GraphQLResolveInfo } from "graphql";
import { type ConnectionArguments, paginate } from "../graphql/connections.ts";
import { notSimulated } from "../graphql/errors.ts";
import { defineObjectType, type Fields, RefusedPayload } from "../graphql/object-types.ts";
import type { AdminRequest } from "../graphql/request.ts";
import {
  webhookSubscriptionCreate,
  webhookSubscriptionDelete,
  webhookSubscriptionUpdate,
} from "../rules/webhooks/webhook-subscriptions.ts";
import { gid, idOfKind } from "../state/gids.ts";
import type { ApiSubscription } from "../webhooks/subscribing/subscriptions.ts";
import { dateTime } from "./times.ts";

interface SubscriptionsArguments extends ConnectionArguments {
  callbackUrl?: string | null;
  format?: string | null;
  query?: string | null;
  sortKey?: string | null;
  topics?: string[] | null;
  uri?: string | null;
}

defineObjectType<ApiSubscription>("WebhookSubscription", {
  id: (subscription) => gid("WebhookSubscription", subscription.id),
  legacyResourceId: (subscription) => String(subscription.id),
  topic: (subscription) => subscription.topicName,
  uri: (subscription) => subscription.uri,
  callbackUrl: (subscription) => subscription.uri,
  endpoint: (subscription) => endpointOf(subscription.uri),
  format: () => "JSON",
  filter: (subscription) => subscription.filter,
  includeFields: (subscription) => subscription.includeFields,
  metafieldNamespaces: (subscription) => subscription.metafieldNamespaces,
  metafields: (subscription) => subscription.metafields,
  name: (subscription) => subscription.name,
  apiVersion: ({ apiVersion }) => ({ handle: apiVersion, displayName: apiVersion, supported: true }),
  createdAt: (subscription) => dateTime(subscription.createdAtMs),
  updatedAt: (subscription) => dateTime(subscription.updatedAtMs),
});

function endpointOf(uri: string): object {
  if (uri.startsWith("arn:")) return { kind: "WebhookEventBridgeEndpoint", arn: uri };
  const [, pubSubProject, pubSubTopic] = /^pubsub:\/\/(.*):(.*)$/.exec(uri) ?? [];
  if (pubSubProject !== undefined) return { kind: "WebhookPubSubEndpoint", pubSubProject, pubSubTopic };
  return { kind: "WebhookHttpEndpoint", callbackUrl: uri };
}

/* Subscriptions of the app's TOML are not among these. Shopify: schema text of `webhookSubscriptions`. */

const queries: Fields<undefined> = {
  webhookSubscription: (_root, args: { id: string }, request) =>
    madeInShop(request).find(({ id }) => id === idOfKind("WebhookSubscription", args.id)) ?? null,
  webhookSubscriptions: (_root, args: SubscriptionsArguments, request) => paginate(find(request, args), args),
  webhookSubscriptionsCount: (_root, args: { query?: string | null }, request) => ({
    count: find(request, args).length,
    precision: "EXACT",
  }),
};

defineObjectType("QueryRoot", queries);

function madeInShop({ shop }: AdminRequest): readonly ApiSubscription[] {
  return shop.environment.webhooks.subscriptions.madeInShop(shop.domain);
}

/** Ids are given in the order of creation, so both sort keys mean the same. */
function find(request: AdminRequest, args: SubscriptionsArguments): ApiSubscription[] {
  const wantedId = /^\s*id:(\d+)\s*$/.exec(args.query ?? "")?.[1];
  if (args.query && wantedId === undefined) throw notSimulated(`webhookSubscriptions(query: ${args.query})`);
  const uri = args.uri ?? args.callbackUrl;
  return madeInShop(request).filter(
    (subscription) =>
      (wantedId === undefined || subscription.id === Number(wantedId)) &&
      (!uri || subscription.uri === uri) &&
      (!args.topics || args.topics.includes(subscription.topicName)) &&
      (!args.format || args.format === "JSON"),
  );
}

const rules = { webhookSubscriptionCreate, webhookSubscriptionUpdate, webhookSubscriptionDelete };
const mutations: Fields<undefined> = {};
for (const [name, rule] of Object.entries(rules)) {
  const run: (args: never, request: AdminRequest, info: GraphQLResolveInfo) => object = rule;
  mutations[name] = (_root, args: never, request, info) =>
    request.forcedUserError ? new RefusedPayload([request.forcedUserError]) : run(args, request, info);
}

defineObjectType("Mutation", mutations);
