import type { ActivityView } from "#app/domain/activity/activity-queries.server.ts";
import type { SubjectType } from "#app/domain/activity/subject-types.ts";
import { formatCount, formatCountOf } from "../formats.ts";

export const subjectWords: Record<SubjectType, string> = {
  approval: "Approvals",
  batch: "Batches",
  category: "Categories",
  code: "Codes to join",
  import: "Imports",
  "inventory-run": "Stock syncs",
  member: "Members",
  "notification-rule": "Notification rules",
  organization: "Organization",
  product: "Products",
  route: "Routes",
  store: "Stores",
  token: "API tokens",
};

type Told = Pick<ActivityView, "action" | "details" | "subject">;

const numberIn = ({ details }: Told, name: string): number => {
  const value = details[name];
  return typeof value === "number" ? value : 0;
};

const textIn = ({ details }: Told, name: string): string | null => {
  const value = details[name];
  return typeof value === "string" && value !== "" ? value : null;
};

const because = (told: Told, name: string): string => {
  const reason = textIn(told, name);
  return reason === null ? "" : `: ${reason}`;
};

const categoryOf = (told: Told): string => textIn(told, "categoryPath") ?? "all products";
const rowsOf = (told: Told): string =>
  numberIn(told, "rows") === 0 ? "failed rows" : formatCountOf(numberIn(told, "rows"), "failed row");

/** What an action says beside who did it and to what. An action without words is told by its name. */
const SENTENCES: Readonly<Record<string, (told: Told) => string>> = {
  "approval.created": () => "Approved products for upload",
  "batch.cancel-requested": () => "Cancelled the batch",
  "batch.cancelled": () => "The batch ended: cancelled",
  "batch.completed": () => "The batch ended: completed",
  "batch.failed": () => "The batch ended: failed",
  "batch.failures-corrected": (told) => `Corrected ${rowsOf(told)} in a file and sent them again`,
  "batch.interrupted": () => "The batch was stuck, and was interrupted",
  "batch.paused": () => "Paused the batch",
  "batch.priority-set": (told) => `Set the priority from ${numberIn(told, "from")} to ${numberIn(told, "to")}`,
  "batch.resumed": () => "Resumed the batch",
  "batch.rows-retried": (told) => `Retried ${rowsOf(told)}`,
  "catalog.imported": (told) => `Imported a catalog${importWords(told)}`,
  "code.created": () => "Made a code to join",
  "code.revoked": () => "Revoked a code",
  "inventory-run.brake-released": () => "Released the brake of a stock sync",
  "inventory-run.cancel-requested": () => "Cancelled a stock sync",
  "inventory-run.requested": () => "Asked for a stock sync",
  "inventory-run.rows-retried": () => "Retried levels of a stock sync",
  "member.identity-linked": () => "Linked another Shopify user to the person",
  "member.invited": () => "Invited a person",
  "member.joined": () => "Joined the organization",
  "member.removed": () => "Took a person out of the organization",
  "member.renamed": (told) => `Changed the name to ${textIn(told, "to") ?? "another"}`,
  "member.role-changed": () => "Changed the role",
  "notification-rule.changed": () => "Changed a notification rule",
  "notification-rule.created": () => "Made a notification rule",
  "notification-rule.deleted": () => "Deleted a notification rule",
  "notification-rule.message-replayed": () => "Sent a message again",
  "notification-rule.secret-rotated": () => "Made a new signing secret",
  "notification-rule.tested": () => "Sent a test message",
  "organization.created": () => "Created the organization",
  "organization.settings-changed": () => "Changed the settings of the organization",
  "privacy.requested": () => "Shopify asked for personal data",
  "products.rejected": (told) =>
    `Rejected ${formatCountOf(numberIn(told, "rejected"), "product")}${because(told, "reason")}`,
  "route.changed": (told) => `Changed the route of ${categoryOf(told)}`,
  "route.created": (told) => `Made a route for ${categoryOf(told)}`,
  "route.removed": (told) => `Removed the route of ${categoryOf(told)}`,
  "store.access-lost": (told) => `The store lost its access${because(told, "reason")}`,
  "store.connected": () => "Connected the store",
  "store.paused": (told) => `Paused the store${because(told, "reason")}`,
  "store.reconnected": () => "Reconnected the store",
  "store.removed": () => "Took the store out of the organization",
  "store.resumed": () => "Resumed the store",
  "store.returned": () => "Brought the store back",
  "store.uninstalled": () => "The app was uninstalled",
  "token.created": () => "Made an API token",
  "token.revoked": () => "Revoked an API token",
  "webhooks.replayed": () => "Handled webhooks again",
};

function importWords(told: Told): string {
  const products = told.details["products"];
  if (typeof products !== "object" || products === null || Array.isArray(products)) return "";
  const count = (name: string) => {
    const value: unknown = Reflect.get(products, name);
    return formatCount(typeof value === "number" ? value : 0);
  };
  return `: ${count("created")} products made, ${count("updated")} changed`;
}

export function activityWords(told: Told): string {
  const known = SENTENCES[told.action];
  if (known !== undefined) return known(told);
  const plain = told.action.replaceAll(/[.-]/g, " ");
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** Where more is to be seen of what something was done to; null where nothing is. */
export function subjectUrl(told: Told): string | null {
  const { subject } = told;
  const newBatch = textIn(told, "batchId");
  switch (subject.type) {
    case "batch":
      return `/app/batches/${subject.id}`;
    case "approval":
      return newBatch === null ? null : `/app/batches/${newBatch}`;
    case "inventory-run":
      return `/app/inventory/${subject.id}`;
    case "route":
    case "category":
      return "/app/routing";
    case "store":
      return "/app/stores";
    case "member":
    case "code":
      return "/app/members";
    case "token":
      return "/app/api-access";
    case "notification-rule":
      return "/app/notifications/rules";
    default:
      return null;
  }
}
