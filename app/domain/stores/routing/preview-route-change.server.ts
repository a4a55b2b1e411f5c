import type { DepartureRule } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { affectedCategories } from "./affected-categories-sql.server.ts";
import { decideForStore, type RouteDecision } from "./decide-route.ts";
import { readLineage } from "./explain-routing.server.ts";
import { findRoutePlace, type RoutePlace } from "./find-route-place.server.ts";

/** `none`: the route is taken away, and the nearest category above decides. */
export type RouteChange = "route" | "not-here" | "none";

export interface PreviewRouteChangeInput extends RoutePlace {
  change: RouteChange;
}

export interface RouteChangePreview {
  /** What the category says of the store before and after. */
  before: RouteDecision;
  after: RouteDecision;
  /** `come` and `leave` are changes of place; `stay` go on under the route's settings; `none` were and are not here. */
  effect: "come" | "leave" | "stay" | "none";
  /** Categories that the change reaches: below the category, as far as no nearer route decides. */
  categories: number;
  /** Products there that can be uploaded. */
  products: number;
  approvedProducts: number;
  /** Those that are in the shop already, as far as is known. */
  productsInShop: number;
  /** What becomes of them in the shop, should they leave. */
  departureRule: DepartureRule;
  /** The first of them, for a person to recognize. */
  examples: { id: string; title: string }[];
}

const EXAMPLES = 5;

/**
 * What a change of a route would do, before it is saved: how many products come to the store or no longer go there.
 * Counts by categories and in one statement.
 * @throws {NotFoundError} for a category or store of another organization, {ForbiddenError} for who may not configure.
 */
export async function previewRouteChange(
  ctx: Context,
  { change, ...place }: PreviewRouteChangeInput,
): Promise<RouteChangePreview> {
  const { category, store } = await findRoutePlace(ctx.db, ctx, place);
  requirePermission(ctx.actor, "configure");
  const asked = { storeId: store.id, isOpen: store.status !== "UNINSTALLED", isEligible: true };
  const lineage = await readLineage(ctx, category.lineage);
  const { decision: before } = decideForStore(lineage, asked);
  const { decision: after } = decideForStore(
    lineage.map((node) => (node.id === category.id ? { ...node, routes: routesAfter(change, place) } : node)),
    asked,
  );
  const affected = affectedCategories(ctx, category, store.id);
  const [counted] = await ctx.db.$queryRaw<
    Omit<RouteChangePreview, "before" | "after" | "effect" | "departureRule" | "examples">[]
  >`
    WITH affected AS MATERIALIZED (${affected})
    SELECT (SELECT count(*)::int FROM affected) AS categories, count(*)::int AS products,
      (count(*) FILTER (WHERE p.approval_status = 'APPROVED'))::int AS "approvedProducts",
      (count(*) FILTER (WHERE link.product_id IS NOT NULL))::int AS "productsInShop"
    FROM affected
    JOIN products p ON p.organization_id = ${ctx.organizationId}::uuid AND p.category_id = affected.id AND p.type = 'NORMAL'
    LEFT JOIN product_links link ON link.store_id = ${store.id}::uuid AND link.product_id = p.id AND link.gone_at IS NULL
      AND link.departed_at IS NULL`;
  const examples = await ctx.db.$queryRaw<{ id: string; title: string }[]>`
    SELECT p.id, p.title FROM (${affected}) AS affected
    CROSS JOIN LATERAL (
      SELECT p.id, p.title FROM products p
      WHERE p.organization_id = ${ctx.organizationId}::uuid AND p.category_id = affected.id AND p.type = 'NORMAL'
      ORDER BY p.id LIMIT ${EXAMPLES}
    ) AS p
    ORDER BY p.id LIMIT ${EXAMPLES}`;
  const counts = counted ?? { categories: 0, products: 0, approvedProducts: 0, productsInShop: 0 };
  const { departureRule } = await ctx.db.store.findUniqueOrThrow({
    where: { id: store.id },
    select: { departureRule: true },
  });
  return { before, after, effect: effectOf(before, after), ...counts, departureRule, examples };
}

function routesAfter(change: RouteChange, { storeId }: RoutePlace) {
  return change === "none" ? [] : [{ id: "after", storeId, isExcluded: change === "not-here" }];
}

function effectOf(before: RouteDecision, after: RouteDecision): RouteChangePreview["effect"] {
  if (before === "goes") return after === "goes" ? "stay" : "leave";
  return after === "goes" ? "come" : "none";
}
