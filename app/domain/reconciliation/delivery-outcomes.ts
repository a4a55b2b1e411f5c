/** What handling did, in one word of the product, and what that means for a person. */
const OUTCOMES = {
  repaired: "The links follow the shop again.",
  echo: "The shop told of our own write. Nothing changed.",
  edited: "Somebody edited the product in the shop. The links were right.",
  unchanged: "What it tells was known already.",
  stale: "Newer news were known already. Nothing changed.",
  superseded: "Newer news of the same thing came before this was handled.",
  gone: "It was deleted in the shop. The next upload makes it anew.",
  "held-back": "So many products were deleted in a short time that it waits until a person has looked.",
  "not-linked": "It is about something of the shop that is not linked to the catalog.",
  "no-store": "No organization has set up Catalog Relay for this shop yet.",
  "not-handled": "The app has no use for this topic.",
  early: "An upload may be about to link it. It is looked at again soon.",
  unreadable: "Shopify sent a body of an unknown shape.",
  failed: "It could not be applied.",
  "location-kept": "The store's locations follow the shop.",
  recorded: "The stock of the shop was changed there, and is known now.",
  doubtful: "Nobody can tell whether it is newer than what is known. The level is read again soon.",
  held: "The item was taken off the location in the shop. It is not stocked there again until somebody says so.",
  "stocked-again": "The item is stocked at the location again. The level is compared soon.",
  "no-quantity": "It tells no quantity: the item is not stocked there, or not counted.",
  "never-compared": "Stock of this was never kept equal.",
  woken: "The run that waits for this bulk operation goes on.",
  "nobody-waits": "Nobody waits for this bulk operation.",
  disconnected: "The app was uninstalled: tokens deleted, unfinished uploads cancelled, links kept.",
  lacking: "The shop no longer grants all that the app needs.",
  restored: "The shop grants all that the app needs again.",
  updated: "Name, currency and time zone of the store follow the shop.",
  answered: "The request was listed and answered: the app holds no data about customers.",
  asked: "The request was listed, and the data of the shop are being deleted.",
} as const satisfies Record<string, string>;

const words: Readonly<Record<string, string>> = OUTCOMES;

/** An outcome for a person; null while the delivery waits. What an earlier release called otherwise is shown as it is. */
export const explainOutcome = (outcome: string | null): string | null =>
  outcome === null ? null : (words[outcome] ?? outcome);
