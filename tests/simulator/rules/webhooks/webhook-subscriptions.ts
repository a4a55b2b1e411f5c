import { notSimulated, type UserError } from "../../graphql/errors.ts";
import type { AdminRequest } from "../../graphql/request.ts";
import { gid, idOfKind } from "../../state/gids.ts";
import { compileFilter, InvalidFilterError } from "../../webhooks/subscribing/filter.ts";
import type { ApiSubscription } from "../../webhooks/subscribing/subscriptions.ts";
import { topicOfEnum } from "../../webhooks/subscribing/topics.ts";
import { Refusals } from "../refusals.ts";
import { readAddress } from "./address.ts";

export interface WebhookSubscriptionInput {
  callbackUrl?: string | null;
  filter?: string | null;
  format?: "JSON" | "XML" | null;
  includeFields?: string[] | null;
  metafieldNamespaces?: string[] | null;
  metafields?: { namespace: string; key: string }[] | null;
  name?: string | null;
  uri?: string | null;
}

interface SubscriptionPayload {
  webhookSubscription: ApiSubscription | null;
  userErrors: UserError[];
}

/** Subscribes to a topic of this one shop. Recorded (2026-04): webhook-subscription-conformance, -filter-mixed-term. */
export function webhookSubscriptionCreate(
  args: { topic: string; webhookSubscription: WebhookSubscriptionInput },
  { shop }: AdminRequest,
): SubscriptionPayload {
  const { subscriptions } = shop.environment.webhooks;
  const refusals = new Refusals([], false);
  const input = args.webhookSubscription;
  const uri = readAddress(input.uri ?? input.callbackUrl, shop.environment.appId, refusals);
  const matches = readFilter(input.filter, refusals);
  if (refusals.isEmpty && isTaken(subscriptions.madeInShop(shop.domain), args.topic, uri, null)) refuseTaken(refusals);
  if (!refusals.isEmpty) return { webhookSubscription: null, userErrors: refusals.errors };
  const nowMs = shop.nowMs();
  const subscription: ApiSubscription = {
    kind: "WebhookSubscription",
    id: shop.environment.ids.webhookSubscription.next(),
    topicName: args.topic,
    // A topic that the simulator never sends can be subscribed to: nothing is ever heard of it.
    topic: topicOfEnum(args.topic) ?? args.topic.toLowerCase().replace("_", "/"),
    uri,
    filter: input.filter ?? null,
    matches,
    includeFields: input.includeFields ?? [],
    metafieldNamespaces: input.metafieldNamespaces ?? [],
    metafields: input.metafields ?? [],
    name: input.name ?? null,
    apiVersion: subscriptions.apiVersion,
    failuresInARow: 0,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
  checkFormat(input);
  subscriptions.add(shop.domain, subscription);
  return { webhookSubscription: subscription, userErrors: [] };
}

/** Changes a subscription; webhooks on their way keep the address they were triggered for. Recorded: as above. */
export function webhookSubscriptionUpdate(
  args: { id: string; webhookSubscription: WebhookSubscriptionInput },
  { shop }: AdminRequest,
): SubscriptionPayload {
  const known = shop.environment.webhooks.subscriptions.madeInShop(shop.domain);
  const subscription = known.find(({ id }) => id === idOfKind("WebhookSubscription", args.id));
  const refusals = new Refusals([], false);
  if (!subscription) {
    refusals.add(["id"], "Webhook subscription does not exist", "");
    return { webhookSubscription: null, userErrors: refusals.errors };
  }
  const input = args.webhookSubscription;
  const given = input.uri ?? input.callbackUrl;
  const uri = given === undefined ? subscription.uri : readAddress(given, shop.environment.appId, refusals);
  const matches = readFilter(input.filter, refusals);
  if (refusals.isEmpty && isTaken(known, subscription.topicName, uri, subscription)) refuseTaken(refusals);
  if (!refusals.isEmpty) return { webhookSubscription: null, userErrors: refusals.errors };
  checkFormat(input);
  subscription.uri = uri;
  if (input.filter !== undefined) {
    subscription.filter = input.filter;
    subscription.matches = matches;
  }
  if (input.includeFields) subscription.includeFields = input.includeFields;
  if (input.metafieldNamespaces) subscription.metafieldNamespaces = input.metafieldNamespaces;
  if (input.metafields) subscription.metafields = input.metafields;
  if (input.name !== undefined) subscription.name = input.name;
  subscription.updatedAtMs = shop.nowMs();
  return { webhookSubscription: subscription, userErrors: [] };
}

/** Recorded: webhook-subscription-conformance. */
export function webhookSubscriptionDelete(
  args: { id: string },
  { shop }: AdminRequest,
): { deletedWebhookSubscriptionId: string | null; userErrors: UserError[] } {
  const { subscriptions } = shop.environment.webhooks;
  const refusals = new Refusals([], false);
  const id = idOfKind("WebhookSubscription", args.id);
  const subscription = subscriptions.madeInShop(shop.domain).find((candidate) => candidate.id === id);
  if (!subscription) {
    refusals.add(["id"], "Webhook subscription does not exist", "");
    return { deletedWebhookSubscriptionId: null, userErrors: refusals.errors };
  }
  subscriptions.remove(shop.domain, subscription);
  return { deletedWebhookSubscriptionId: gid("WebhookSubscription", subscription.id), userErrors: [] };
}

function readFilter(filter: string | null | undefined, refusals: Refusals): ApiSubscription["matches"] {
  if (!filter) return null;
  try {
    return compileFilter(filter);
  } catch (error) {
    if (!(error instanceof InvalidFilterError)) throw error;
    const message = "The specified filter is invalid, please ensure you specify the field(s) you wish to filter on.";
    refusals.add(["webhookSubscription"], message, "");
    return null;
  }
}

function isTaken(
  known: readonly ApiSubscription[],
  topicName: string,
  uri: string,
  except: ApiSubscription | null,
): boolean {
  return known.some((other) => other !== except && other.topicName === topicName && other.uri === uri);
}

/** [C] the words. */
function refuseTaken(refusals: Refusals): void {
  refusals.add(["webhookSubscription", "callbackUrl"], "Address for this topic has already been taken", "");
}

function checkFormat(input: WebhookSubscriptionInput): void {
  if (input.format === "XML") throw notSimulated("webhooks as XML");
}
