import type { Runtime } from "#app/domain/context.ts";
import type { Senders } from "#app/platform/outbound/senders.server.ts";
import type { SendOutcome } from "#app/platform/outbound/send-outcome.ts";
import { signMessage } from "../deliveries/sign-message.server.ts";
import { describeEvent } from "../events/describe-event.ts";
import { DIGEST_KIND } from "../events/event-kinds.ts";
import type { ClaimedDelivery } from "./claim-delivery.server.ts";
import { readDigest } from "./read-digest.server.ts";
import { triggerFlow } from "./trigger-flow.server.ts";
import { openDestination, openSecret } from "./sealed-rule.server.ts";

/** Writes the message of a delivery as its channel wants it, and sends it. */
export async function sendDelivery(
  runtime: Runtime,
  { messageId, organizationId, event, rule }: ClaimedDelivery,
  senders: Senders,
): Promise<SendOutcome> {
  const stores = await runtime.db.store.findMany({
    where: { id: { in: event.storeIds } },
    select: { id: true, name: true, shopDomain: true },
    orderBy: { name: "asc" },
  });
  const { title, text } =
    event.kind === DIGEST_KIND
      ? await readDigest(runtime, { organizationId, event })
      : describeEvent({ ...event, stores: stores.map(({ name }) => name) });
  const destination = openDestination(runtime.encryption, rule);
  switch (rule.channel) {
    case "EMAIL":
      return senders.mail({
        to: destination.split(","),
        subject: title,
        text: `${text}\n\n${event.occurredAt.toISOString()}\nCatalog Relay`,
        messageId: `<${messageId}@catalog-relay>`,
      });
    case "SLACK":
      return senders.post({
        url: destination,
        headers: JSON_HEADERS,
        body: JSON.stringify({ text: `${title}\n${text}` }),
      });
    case "FLOW":
      return triggerFlow(runtime, { organizationId, shopDomain: destination, event, messageId });
    case "WEBHOOK": {
      const body = JSON.stringify({
        type: event.kind,
        timestamp: event.occurredAt.toISOString(),
        data: {
          title,
          text,
          subject: { type: event.subjectType, id: event.subjectId },
          stores,
          details: event.details,
        },
      });
      const sentAt = runtime.clock.now();
      const headers = signMessage({ id: `msg_${messageId}`, sentAt, body, secrets: secretsOf(runtime, rule, sentAt) });
      return senders.post({ url: destination, headers: { ...JSON_HEADERS, ...headers }, body });
    }
  }
}

const JSON_HEADERS = { "Content-Type": "application/json", "User-Agent": "Catalog-Relay" };

function secretsOf({ encryption }: Runtime, rule: ClaimedDelivery["rule"], now: Date): string[] {
  const { id, secret, previousSecret, previousSecretUntil } = rule;
  const isOldValid = previousSecretUntil !== null && previousSecretUntil > now;
  return [secret, isOldValid ? previousSecret : null].flatMap((sealed) =>
    sealed === null ? [] : [openSecret(encryption, id, sealed)],
  );
}
