import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { isObject } from "#tests/simulator/webhooks/payload-fields.ts";
import { appIdOf } from "#tests/simulator/state/app-namespace.ts";
import { clientId, openShop } from "../one-shop.ts";

const folder = path.resolve(import.meta.dirname, "../../../../../shared/data/recordings/fixtures/2026-04/webhooks");
const isHere = existsSync(folder);
const because = isHere ? "" : " (skipped: ../shared/data/recordings is not here)";
/** The app of the recordings; ours has another number. */
const recordedApp = "347082227713";

const fields = `webhookSubscription {
  id topic format includeFields metafieldNamespaces metafields { namespace key } filter createdAt updatedAt uri
  endpoint {
    __typename
    ... on WebhookHttpEndpoint { callbackUrl }
    ... on WebhookEventBridgeEndpoint { arn }
    ... on WebhookPubSubEndpoint { pubSubProject pubSubTopic }
  }
}`;
const documents: Record<string, string> = {
  webhookSubscriptionCreate: `mutation Create($topic: WebhookSubscriptionTopic!, $webhookSubscription: WebhookSubscriptionInput!) {
    webhookSubscriptionCreate(topic: $topic, webhookSubscription: $webhookSubscription) {
      ${fields} userErrors { field message }
    }
  }`,
  webhookSubscriptionUpdate: `mutation Update($id: ID!, $webhookSubscription: WebhookSubscriptionInput!) {
    webhookSubscriptionUpdate(id: $id, webhookSubscription: $webhookSubscription) {
      ${fields} userErrors { field message }
    }
  }`,
  webhookSubscriptionDelete: `mutation Delete($id: ID!) {
    webhookSubscriptionDelete(id: $id) { deletedWebhookSubscriptionId userErrors { field message } }
  }`,
};

interface Step {
  at: string;
  operation: string;
  variables: Record<string, unknown>;
  payload: Record<string, unknown>;
}

/** Every recorded call of the three mutations in a file, in its order. */
function stepsIn(value: unknown, at: string): Step[] {
  if (!isObject(value)) return [];
  const { variables, response } = value;
  const data = isObject(response) && isObject(response["payload"]) ? response["payload"]["data"] : null;
  const [operation = ""] = isObject(data) ? Object.keys(data) : [];
  const payload = isObject(data) ? data[operation] : null;
  if (operation in documents && isObject(variables) && isObject(payload))
    return [{ at, operation, variables, payload }];
  return Object.entries(value).flatMap(([key, below]) => stepsIn(below, `${at}/${key}`));
}

/** Cleaning up is recorded before the cases that need what is cleaned up. */
const inOrder = (steps: Step[]): Step[] => [
  ...steps.filter(({ operation }) => operation !== "webhookSubscriptionDelete"),
  ...steps.filter(({ operation }) => operation === "webhookSubscriptionDelete"),
];

/** A webhook as XML is not simulated; everything else that is recorded is. */
const isSimulated = ({ variables }: Step): boolean => !JSON.stringify(variables).includes('"XML"');

const files = isHere ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];

test.skipIf(!isHere)(`subscribes, changes and unsubscribes as every recorded call did${because}`, async () => {
  let compared = 0;
  for (const file of files) {
    const { call } = openShop();
    const recording: unknown = JSON.parse(readFileSync(path.join(folder, file), "utf8"));
    const ids = new Map([[recordedApp, String(appIdOf(clientId))]]);
    for (const { at, operation, variables, payload } of inOrder(stepsIn(recording, file)).filter(isSimulated)) {
      // Made by a mutation that is not simulated, or deleted already: some files hold that call twice.
      if (typeof variables["id"] === "string" && !ids.has(variables["id"])) continue;
      const answer = await call(documents[operation] ?? "", asOurs(variables, ids));
      const ours = answer.data?.[operation];
      noteId(payload, ours, ids);
      expect([at, answer.errors]).toStrictEqual([at, undefined]);
      expect([at, comparable(ours, payload)]).toStrictEqual([at, comparable(asOurs(payload, ids), payload)]);
      if (operation === "webhookSubscriptionDelete") ids.delete(String(variables["id"]));
      compared += 1;
    }
  }

  expect(compared).toBeGreaterThan(50);
});

/** What was recorded, with our ids in place of the recorded ones. */
function asOurs<Value>(value: Value, ids: ReadonlyMap<string, string>): Value {
  let text = JSON.stringify(value);
  for (const [recorded, our] of ids) text = text.replaceAll(recorded, our);
  return JSON.parse(text) as Value;
}

function noteId(recorded: unknown, ours: unknown, ids: Map<string, string>): void {
  const [from, to] = [recorded, ours].map((payload) => {
    const subscription = isObject(payload) ? payload["webhookSubscription"] : null;
    return isObject(subscription) ? subscription["id"] : null;
  });
  if (typeof from === "string" && typeof to === "string") ids.set(from, to);
}

/** Without times, and only the fields that were asked for in the recording. */
function comparable(value: unknown, recorded: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((entry: unknown, index) => comparable(entry, Array.isArray(recorded) ? recorded[index] : entry));
  }
  if (!isObject(value)) return value;
  const asked = isObject(recorded) ? Object.keys(recorded) : Object.keys(value);
  return Object.fromEntries(
    asked
      .filter((key) => key !== "createdAt" && key !== "updatedAt")
      .map((key) => [key, comparable(value[key], isObject(recorded) ? recorded[key] : value[key])]),
  );
}
