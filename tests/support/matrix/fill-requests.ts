import { parametersOf, type ManifestRoute } from "./route-manifest.ts";
import { OTHER_VARIANT, type SampleIds } from "./matrix-world.ts";

type Fill = (ids: SampleIds, routeId: string) => string;

const isReconciliation = (routeId: string): boolean => routeId.includes("reconciliation");

/** What each parameter of an address is filled with. A new name has to be added here before its routes are asked. */
const PARAMETERS: Readonly<Record<string, Fill>> = {
  storeId: ({ storeId }) => storeId,
  batchId: ({ batchId }) => batchId,
  productId: ({ productId }) => productId,
  attemptId: ({ attemptId }) => attemptId,
  runId: ({ stockRunId, reconciliationId }, routeId) => (isReconciliation(routeId) ? reconciliationId : stockRunId),
  levelId: ({ levelId }) => levelId,
  findingId: ({ findingId }) => findingId,
  proposalId: ({ proposalId }) => proposalId,
  deliveryId: ({ webhookId, notificationId }, routeId) => (isReconciliation(routeId) ? webhookId : notificationId),
  ruleId: ({ ruleId }) => ruleId,
  routeId: ({ routeId }) => routeId,
};

/** @throws Error for a parameter that nobody has said how to fill. */
export function fillPath(route: ManifestRoute, ids: SampleIds): string {
  const filled = parametersOf(route).reduce((text, name) => {
    const fill = PARAMETERS[name];
    if (!fill)
      throw new Error(`${route.id} has the parameter "${name}": say in tests/support/matrix what it is filled with.`);
    return text.replace(`:${name}`, fill(ids, route.id));
  }, route.path);
  return `/${filled.replace(/\*$/, "no-such-address")}`;
}

export interface FilledBody {
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** Text of a file that goes with the form. */
  readonly file?: string;
  /** JSON Lines. */
  readonly lines?: string;
  readonly csv?: string;
  /** After it there is nothing more to ask about: asked last. */
  readonly isLast?: true;
}

type Bodies = (ids: SampleIds) => readonly FilledBody[];

const json = (...bodies: readonly unknown[]): FilledBody[] => bodies.map((body) => ({ json: body }));
const last = (body: unknown): FilledBody => ({ json: body, isLast: true });
const form = (...fields: readonly Record<string, string>[]): FilledBody[] => fields.map((one) => ({ form: one }));

const products: Bodies = ({ productId }) => json({ productIds: [productId] });
const selection = ({ productId }: SampleIds) => ({ kind: "products", ids: [productId] });
const rule = { name: "Rule", channel: "EMAIL", kinds: ["batch.failed"], destination: "ops@example.com" };

/** What is sent to each address that asks for more than an empty body; the others get one. */
const BODIES: Readonly<Record<string, Bodies>> = {
  "api.v1.approvals": products,
  "api.v1.rejections": ({ productId }) => json({ productIds: [productId], reason: "No", takesOffSale: true }),
  "api.v1.products._index": () => [{ lines: '{"externalId":"new","title":"New","variants":[{"price":"1"}]}\n' }],
  "api.v1.stock-levels": ({ variantId }) => [{ lines: `${JSON.stringify({ variantId, onHand: 5 })}\n` }],
  "api.v1.previews": products,
  "api.v1.batches.$batchId._index": () => json({ priority: 1 }),
  "api.v1.batches.$batchId.corrections": ({ rowId }) => [{ csv: `Row,Version\n${rowId},2026-01-01\n` }],
  "api.v1.batches.$batchId.retry": ({ rowId }) => json({}, { rowIds: [rowId] }),
  "api.v1.inventory.runs._index": ({ storeId, productId, categoryId }) =>
    json({ storeId, productId }, { storeId, categoryId }),
  "api.v1.routes._index": ({ categoryId, storeId }) => json({ categoryId, storeId }),
  "api.v1.routes.dry-run": ({ categoryId, storeId }) => json({ categoryId, storeId, change: "none" }),
  "api.v1.stores.$storeId.adoptions.$proposalId.resolve": ({ productId }) => json({ productId }),
  "api.v1.stores.$storeId.adoptions.confirm": ({ proposalId }) => json({ ids: [proposalId] }),
  "api.v1.stores.$storeId.adoptions.reject": ({ proposalId }) => json({ ids: [proposalId] }),
  "api.v1.stores.$storeId.deleted-products.make-anew": products,
  "api.v1.stores.$storeId.findings.$findingId.relink": () => json({ shopifyVariantId: OTHER_VARIANT }),
  "api.v1.stores.$storeId.findings.dismiss": ({ findingId }) => json({ ids: [findingId] }),
  "api.v1.webhook-deliveries.replay": ({ webhookId, storeId }) =>
    json({ deliveryIds: [webhookId] }, { filter: { storeId } }),
  "api.v1.notification-rules._index": ({ storeId }) => json({ ...rule, storeId }),
  "app._index": ({ storeId }) => form({ intent: "pause", storeId }, { intent: "resume", storeId }),
  "app.api-access": ({ tokenId }) =>
    json({ intent: "revoke", tokenId }, { intent: "create", name: "New", scopes: ["view"] }),
  "app.approvals._index": (ids) =>
    json(
      { decision: "approve", selection: selection(ids) },
      { decision: "reject", selection: selection(ids), reason: "No" },
    ),
  "app.approvals.dry-run": (ids) => json(selection(ids)),
  "app.approvals.preview": (ids) => json(selection(ids)),
  "app.batches.$batchId._index": () =>
    form({ intent: "retry" }, { intent: "pause" }, { intent: "priority", priority: "1" }),
  "app.batches.$batchId.corrections": ({ rowId }) => [
    { form: { intent: "check" }, file: `Row,Version\n${rowId},2026-01-01\n` },
  ],
  "app.batches.$batchId.products.$productId._index": ({ rowId }) => json({ rowIds: [rowId] }),
  "app.extension.product": ({ shopifyProductId }) => json({ shopifyProductId }),
  "app.inventory.$runId._index": () => json({ intent: "retry" }, { intent: "cancel" }),
  "app.inventory._index": ({ storeId }) => json({ storeId, isDryRun: true, isShopRead: false }),
  "app.inventory.quarantine": ({ levelId, storeId }) =>
    form({ intent: "one", levelId }, { intent: "all", storeId, reasonCode: "x" }),
  "app.members": ({ memberId, codeId, storeId }) => [
    ...json(
      { intent: "rename", memberId, displayName: "Other" },
      { intent: "role", memberId, role: "MERCHANT", storeId },
      { intent: "invite", displayName: "New", role: "VIEWER", storeId },
      { intent: "revoke", codeId },
    ),
    last({ intent: "remove", memberId }),
  ],
  "app.notifications._index": ({ eventId }) => form({ intent: "read", eventId }),
  "app.notifications.rules.$ruleId": ({ ruleId }) => json({ intent: "change", ruleId, changes: {} }),
  "app.notifications.rules._index": ({ ruleId }) => json({ intent: "rotate", ruleId }),
  "app.settings": () =>
    json({ name: "Renamed", attemptsKeptDays: 30, defaultCanaryProducts: null, defaultOnDailyLimit: "wait" }),
  "app.onboarding": () => form({ intent: "join", code: "0000" }),
  "app.reconciliation.$storeId._index": ({ storeId }) => json({ intent: "reconcile", storeId }),
  "app.reconciliation._index": ({ storeId }) => json({ intent: "reconcile", storeId }),
  "app.reconciliation.$storeId.adopt": ({ proposalId }) =>
    json({ intent: "confirm", selection: { ids: [proposalId] } }),
  "app.reconciliation.$storeId.deleted": products,
  "app.reconciliation.$storeId.findings": ({ findingId }) => json({ intent: "dismiss", ids: [findingId] }),
  "app.reconciliation.inbox._index": ({ webhookId }) => json({ deliveryIds: [webhookId] }),
  "app.routing.dry-run": ({ categoryId, storeId }) => json({ categoryId, storeId, change: "not-here" }),
  "app.routing.edit": ({ categoryId, storeId, spareRouteId }) => [
    ...json({ set: { categoryId, storeId } }),
    last({ remove: spareRouteId }),
  ],
  "app.stores": ({ storeId }) => form({ intent: "pause", storeId }, { intent: "resume", storeId }),
  "app.stores_.join": ({ codeId, otherStoreId }) => [
    ...json({ intent: "code", isForMyself: false }, { intent: "revoke", codeId }),
    last({ intent: "remove", storeId: otherStoreId }),
  ],
};

/** Addresses that want search parameters, beside those that name something and are tried everywhere. */
const SEARCHES: Readonly<Record<string, (ids: SampleIds) => Record<string, string>>> = {
  "api.v1.inventory.drift": ({ storeId }) => ({ storeId }),
  "api.v1.product-links": ({ productId }) => ({ productId }),
  "api.v1.variant-links": ({ variantId }) => ({ variantId }),
  "app.extension.product": ({ shopifyProductId }) => ({ shopifyProductId }),
  "app.routing.choices": ({ storeId }) => ({ storeId }),
  "app.routing.collections": ({ storeId }) => ({ storeId }),
  "app.routing.edit": ({ categoryId, storeId }) => ({ categoryId, storeId }),
  "app.routing.products": ({ productId }) => ({ productId }),
  "app.routing._index": ({ categoryId }) => ({ categoryId }),
};

/** Parameters that lists take somewhere; where one is unknown it is refused or ignored. */
const FILTERS = ["storeId", "categoryId", "productId", "batchId", "ruleId", "runId"] as const;

const nameOf = ({ id }: ManifestRoute): string => id.replace(/^routes\//, "");

export const bodiesOf = (route: ManifestRoute, ids: SampleIds): readonly FilledBody[] =>
  BODIES[nameOf(route)]?.(ids) ?? json({});

export const searchOf = (route: ManifestRoute, ids: SampleIds): Record<string, string> =>
  SEARCHES[nameOf(route)]?.(ids) ?? {};

/** One search for each filter that names something of the organization. */
export const filtersOf = (ids: SampleIds): Record<string, string>[] =>
  FILTERS.map((name) => ({ [name]: name === "runId" ? ids.stockRunId : ids[name] }));

/** The entries of the tables that no route of the app has any more. */
export function findForgottenEntries(routes: readonly ManifestRoute[]): string[] {
  const names = new Set(routes.map(nameOf));
  const parameters = new Set(routes.flatMap(parametersOf));
  return [
    ...[...Object.keys(BODIES), ...Object.keys(SEARCHES)].filter((name) => !names.has(name)),
    ...Object.keys(PARAMETERS).filter((name) => !parameters.has(name)),
  ];
}
