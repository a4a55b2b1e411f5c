import type { Channel, DeliveryState, EventKind } from "#app/domain/notifications/events/event-kinds.ts";
import type { StatusWords } from "../status-words.ts";
import type { Text } from "../texts/texts.ts";

export const kindWords: Record<EventKind, { label: Text; helpText: Text }> = {
  "batch.finished": { label: "Batch finished", helpText: "All of its rows succeeded or were skipped." },
  "batch.finished-with-failures": { label: "Batch finished with failures", helpText: "Some of its rows failed." },
  "batch.failed": { label: "Batch failed", helpText: "Every row failed, or the batch could not do its work." },
  "batch.resumed": { label: "Batch was stuck and goes on", helpText: "It was taken up again by itself." },
  "store.disconnected": {
    label: "Store disconnected",
    helpText: "The app was uninstalled, or Shopify no longer accepts its access.",
  },
  "store.daily-limit-reached": {
    label: "Daily limit reached",
    helpText: "Shopify takes no more new variants of this store today.",
  },
  "stock.brake-pulled": { label: "Stock brake pulled", helpText: "A stock sync stopped and asks before it goes on." },
  "reconciliation.needs-person": {
    label: "Reconciliation needs a person",
    helpText: "Links were found that only a person can decide.",
  },
};

interface ChannelWords {
  label: Text;
  destination: Text;
  newDestination: Text;
  helpText: Text;
}

export const channelWords: Record<Channel, ChannelWords> = {
  EMAIL: {
    label: "E-mail",
    destination: "E-mail addresses",
    newDestination: "New e-mail addresses",
    helpText: "Up to 20, with commas between.",
  },
  WEBHOOK: {
    label: "Signed webhook",
    destination: "Address",
    newDestination: "New address",
    helpText: "Begins with https://. Messages are signed as Standard Webhooks says; the secret is shown once.",
  },
  SLACK: {
    label: "Slack or alike",
    destination: "Address of the incoming webhook",
    newDestination: "New address of the incoming webhook",
    helpText: 'Of Slack, Mattermost, Google Chat or whatever takes {"text": …}.',
  },
  FLOW: {
    label: "Shopify Flow",
    destination: "Shop",
    newDestination: "New shop",
    helpText: "Its domain, for example my-store.myshopify.com. Starts workflows there when a batch ends.",
  },
};

export const deliveryStateWords: Record<DeliveryState, StatusWords> = {
  WAITING: { label: "Waiting", tone: "attention" },
  DELIVERED: { label: "Delivered", tone: "success" },
  FAILED: { label: "Given up", tone: "critical" },
  CANCELLED: { label: "Cancelled" },
};
