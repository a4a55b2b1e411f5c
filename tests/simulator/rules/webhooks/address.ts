import type { Refusals } from "../refusals.ts";

const field = ["webhookSubscription", "callbackUrl"];
const projectPattern = /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/;
const topicPattern = /^(?!goog)[A-Za-z][\w.~+%-]{2,254}$/;
const arnPattern = /^arn:aws:events:[a-z0-9-]+::event-source\/aws\.partner\/shopify\.com(?:\.test)?\/(\d+)\/\S+$/;

/**
 * Checks where a subscription is to send: a trimmed HTTPS address, or one of the clouds.
 *
 * Recorded (2026-04): webhook-subscription-uri-whitespace, -scheme-allowlist, -cloud-uri-validation, -conformance.
 */
export function readAddress(uri: string | null | undefined, appId: number, refusals: Refusals): string {
  const address = (uri ?? "").trim();
  const refuse = (...messages: string[]): void => {
    for (const message of messages) refusals.add(field, message, "");
  };
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(address)?.[1]?.toLowerCase();
  if (address === "") refuse("Address can't be blank");
  else if (address.startsWith("arn:")) checkArn(address, appId, refuse);
  else if (scheme === "pubsub") checkPubSub(address.slice("pubsub://".length), refuse);
  else if (scheme === "kafka") {
    refuse("Address protocol kafka:// is not supported", "Address is not a valid kafka topic");
  } else if (scheme !== undefined && scheme !== "https") refuse(`Address protocol ${scheme}:// is not supported`);
  else if (scheme === undefined || !URL.canParse(address)) refuse("Address is invalid");
  return address;
}

function checkPubSub(path: string, refuse: (...messages: string[]) => void): void {
  const [project = "", topic = "", ...rest] = path.split(":");
  if (topic === "" || rest.length > 0) {
    refuse(
      "Address protocol pubsub:// is not supported",
      "Address is not a valid GCP pub/sub format. Format should be pubsub://project:topic",
    );
  } else if (!projectPattern.test(project)) refuse("Address is invalid", "Address is not a valid GCP project id.");
  else if (!topicPattern.test(topic)) refuse("Address is invalid", "Address is not a valid GCP topic id.");
}

function checkArn(address: string, appId: number, refuse: (...messages: string[]) => void): void {
  const owner = arnPattern.exec(address)?.[1];
  if (owner === undefined) refuse("Address is invalid", "Address is not a valid AWS ARN");
  else if (owner !== String(appId)) {
    const message = `Address is an AWS ARN and includes api_client_id '${owner}' instead of '${appId}'`;
    refuse("Address is invalid", message);
  }
}
