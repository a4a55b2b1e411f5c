import type { ActivityView } from "#app/domain/activity/activity-queries.server.ts";
import type { SubjectType } from "#app/domain/activity/subject-types.ts";
import type { Text, Texts } from "../texts/texts.ts";

export const subjectWords: Record<SubjectType, Text> = {
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
type Words = (t: Texts, told: Told) => string;

const numberIn = ({ details }: Told, name: string): number => {
  const value = details[name];
  return typeof value === "number" ? value : 0;
};

const textIn = ({ details }: Told, name: string): string | null => {
  const value = details[name];
  return typeof value === "string" && value !== "" ? value : null;
};

const because = (told: Told, what: string): string => {
  const reason = textIn(told, "reason");
  return reason === null ? what : `${what}: ${reason}`;
};

/** A route belongs to a category, or to all products. */
const ofCategory =
  (ofOne: Text, ofAll: Text): Words =>
  (t, told) => {
    const category = textIn(told, "categoryPath");
    return category === null ? t(ofAll) : t(ofOne, { category });
  };

/** Not every entry tells how many rows. */
const ofRows =
  (counted: Text, uncounted: Text): Words =>
  (t, told) => {
    const count = numberIn(told, "rows");
    return count === 0 ? t(uncounted) : t(counted, { count });
  };

/** With when a rule tells, where that was set. */
const ofRule =
  (done: Text): Words =>
  (t, told) => {
    const { digestAt, quietHours } = told.details;
    const set = [
      digestAt === null ? t("everything at once") : [],
      typeof digestAt === "string" ? t("a daily digest at {{at}}", { at: digestAt }) : [],
      quietHours === null ? t("no quiet hours") : [],
      isSpan(quietHours)
        ? t("quiet from {{from}} to {{until}}", { from: quietHours.from, until: quietHours.until })
        : [],
    ].flat();
    return set.length === 0 ? t(done) : `${t(done)}: ${set.join(", ")}`;
  };

const isSpan = (value: unknown): value is { from: string; until: string } =>
  typeof value === "object" && value !== null && "from" in value && "until" in value;

/** What an action says beside who did it and to what. An action without words is told by its name. */
const SENTENCES: Readonly<Record<string, Text | Words>> = {
  "approval.created": "Approved products for upload",
  "batch.cancel-requested": "Cancelled the batch",
  "batch.cancelled": "The batch ended: cancelled",
  "batch.completed": "The batch ended: completed",
  "batch.failed": "The batch ended: failed",
  "batch.failures-corrected": ofRows(
    "Corrected {{count, number}} failed row in a file and sent it again",
    "Corrected failed rows in a file and sent them again",
  ),
  "batch.interrupted": "The batch was stuck, and was interrupted",
  "batch.paused": "Paused the batch",
  "batch.priority-set": (t, told) =>
    t("Set the priority from {{from}} to {{to}}", { from: numberIn(told, "from"), to: numberIn(told, "to") }),
  "batch.resumed": "Resumed the batch",
  "batch.rows-retried": ofRows("Retried {{count, number}} failed row", "Retried failed rows"),
  "catalog.imported": importWords,
  "code.created": "Made a code to join",
  "code.revoked": "Revoked a code",
  "departure.created": "Let products leave their stores",
  "inventory-run.brake-released": "Released the brake of a stock sync",
  "inventory-run.cancel-requested": "Cancelled a stock sync",
  "inventory-run.requested": "Asked for a stock sync",
  "inventory-run.rows-retried": "Retried levels of a stock sync",
  "member.identity-linked": "Linked another Shopify user to the person",
  "member.invited": "Invited a person",
  "member.joined": "Joined the organization",
  "member.removed": "Took a person out of the organization",
  "member.renamed": (t, told) => {
    const name = textIn(told, "to");
    return name === null ? t("Changed the name to another") : t("Changed the name to {{name}}", { name });
  },
  "member.role-changed": "Changed the role",
  "notification-rule.changed": ofRule("Changed a notification rule"),
  "notification-rule.created": ofRule("Made a notification rule"),
  "notification-rule.deleted": "Deleted a notification rule",
  "notification-rule.message-replayed": "Sent a message again",
  "notification-rule.secret-rotated": "Made a new signing secret",
  "notification-rule.tested": "Sent a test message",
  "organization.created": "Created the organization",
  "organization.settings-changed": "Changed the settings of the organization",
  "privacy.requested": "Shopify asked for personal data",
  "products.rejected": (t, told) =>
    because(told, t("Rejected {{count, number}} product", { count: numberIn(told, "rejected") })),
  "route.changed": ofCategory("Changed the route of {{category}}", "Changed the route of all products"),
  "route.created": ofCategory("Made a route for {{category}}", "Made a route for all products"),
  "route.removed": ofCategory("Removed the route of {{category}}", "Removed the route of all products"),
  "store.adoptions-rejected": "Said that products of the shop are not those of the catalog",
  "store.access-lost": (t, told) => because(told, t("The store lost its access")),
  "store.connected": "Connected the store",
  "store.gone-brake-released": "Let products that are gone from the shop count as gone",
  "store.making-anew-allowed": "Allowed deleted products to be made anew",
  "store.paused": (t, told) => because(told, t("Paused the store")),
  "store.products-adopted": "Adopted products of the shop",
  "store.reconciliation-changed": "Changed how the store is reconciled",
  "store.reconnected": "Reconnected the store",
  "store.redacted": "Deleted what was kept of the shop, as Shopify asked",
  "store.removed": "Took the store out of the organization",
  "store.resumed": "Resumed the store",
  "store.returned": "Brought the store back",
  "store.stock-level-released": "Released a stock level from quarantine",
  "store.stock-levels-released": (t, told) =>
    t("Released {{count, number}} stock level from quarantine", { count: numberIn(told, "levels") }),
  "store.stock-settings-changed": "Changed the daily stock sync or its brake",
  "store.uninstalled": "The app was uninstalled",
  "store.variant-relinked": "Linked a variant to another one of the shop",
  "token.created": "Made an API token",
  "token.revoked": "Revoked an API token",
  "webhooks.replayed": "Handled webhooks again",
};

function importWords(t: Texts, told: Told): string {
  const products = told.details["products"];
  if (typeof products !== "object" || products === null || Array.isArray(products)) return t("Imported a catalog");
  const count = (name: string) => {
    const value: unknown = Reflect.get(products, name);
    return typeof value === "number" ? value : 0;
  };
  return t("Imported a catalog: {{products}} made, {{changed, number}} changed", {
    products: t("{{count, number}} product", { count: count("created") }),
    changed: count("updated"),
  });
}

export function activityWords(t: Texts, told: Told): string {
  const known = SENTENCES[told.action];
  if (typeof known === "function") return known(t, told);
  if (known !== undefined) return t(known);
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
