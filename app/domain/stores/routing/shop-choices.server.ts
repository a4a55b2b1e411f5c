import { randomUUID } from "node:crypto";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { openStoreCalls, type OpenStoreCalls } from "#app/domain/stores/calls/open-store-calls.server.ts";
import { CallsEndedError, type PreparedCall } from "#app/domain/stores/calls/store-calls.server.ts";
import { AppError, NotFoundError } from "#app/platform/errors.ts";
import type { Data, Operation } from "#app/shopify/client.server.ts";
import { findCollectionsPoints, readRouteChoicesPoints } from "#app/shopify/operation-cost.ts";
import { FIND_COLLECTIONS, READ_ROUTE_CHOICES } from "#app/shopify/operations/route-choices.ts";

export interface ShopChoice {
  id: string;
  name: string;
}

export interface ShopAnswer<Told> {
  /** Null when the shop could not be asked. */
  told: Told | null;
  /** Why it could not, in words; null when it was. */
  unreadBecause: string | null;
}

export interface ShopChoices {
  channels: ShopChoice[];
  collections: ShopChoice[];
  /** The shop has more collections than are told here. */
  hasMoreCollections: boolean;
  /** Of the ids that were asked about; one that is not among them the shop no longer has. */
  named: ShopChoice[];
}

export type FoundCollections = Pick<ShopChoices, "collections" | "hasMoreCollections">;

/** As many as a page of Shopify holds; shops have a handful. */
const MOST_CHANNELS = 250;
const COLLECTIONS_SHOWN = 25;

/** A person who waits is told that the shop does not answer rather than nothing. */
const MAX_WAIT_MS = 10_000;

const ALL_CALLS_ARE_NEEDED = "Uploads need all calls to the shop at the moment.";

/**
 * The sales channels of a shop, the first of its collections, and the names of those that are chosen already.
 * @throws {ForbiddenError} for who may not configure, {NotFoundError}.
 */
export const readShopChoices = (
  ctx: Context,
  { storeId, ids }: { storeId: string; ids: readonly string[] },
): Promise<ShopAnswer<ShopChoices>> =>
  askShop(ctx, storeId, async (read) => {
    const [{ nodes, publications }, found] = await Promise.all([
      read({
        operation: READ_ROUTE_CHOICES,
        variables: { ids: [...ids], channelCount: MOST_CHANNELS },
        points: readRouteChoicesPoints(MOST_CHANNELS),
      }),
      searchCollections(read, ""),
    ]);
    return { channels: publications.nodes, ...found, named: nodes.flatMap(nameOf) };
  });

/**
 * Collections of a shop by the words of their titles.
 * @throws {ForbiddenError} for who may not configure, {NotFoundError}.
 */
export const findShopCollections = (
  ctx: Context,
  { storeId, text }: { storeId: string; text: string },
): Promise<ShopAnswer<FoundCollections>> => askShop(ctx, storeId, (read) => searchCollections(read, text));

type Read = <Op extends Operation>(call: PreparedCall<Op>) => Promise<Data<Op>>;

async function askShop<Told>(
  ctx: Context,
  storeId: string,
  ask: (read: Read) => Promise<Told>,
): Promise<ShopAnswer<Told>> {
  requirePermission(ctx.actor, "configure");
  const { organizationId } = ctx;
  const store = await ctx.db.store.findFirst({ where: { id: storeId, organizationId }, select: { id: true } });
  if (!store) throw new NotFoundError("store");
  const signal = AbortSignal.timeout(MAX_WAIT_MS);
  let calls: OpenStoreCalls | null = null;
  try {
    const opened = await openStoreCalls(ctx, { storeId, holder: randomUUID(), signal });
    calls = opened;
    const told = await ask(async (call) => {
      const { data } = await opened.send(
        { ...call, timeoutMs: MAX_WAIT_MS },
        { lane: "reads", isWrite: false, beforeCall: () => Promise.resolve() },
      );
      return data;
    });
    return { told, unreadBecause: null };
  } catch (error) {
    if (error instanceof CallsEndedError) return { told: null, unreadBecause: ALL_CALLS_ARE_NEEDED };
    if (error instanceof AppError) return { told: null, unreadBecause: error.publicMessage };
    throw error;
  } finally {
    await calls?.leave();
  }
}

/** Only such as products are put into by hand: of the others their conditions decide. */
async function searchCollections(read: Read, text: string): Promise<FoundCollections> {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  const query = ["collection_type:custom", ...words.map((word) => `title:${word}*`)].join(" AND ");
  const { collections } = await read({
    operation: FIND_COLLECTIONS,
    variables: { query, count: COLLECTIONS_SHOWN },
    points: findCollectionsPoints(COLLECTIONS_SHOWN),
  });
  return { collections: collections.nodes.flatMap(nameOf), hasMoreCollections: collections.pageInfo.hasNextPage };
}

function nameOf(node: { id?: string; name?: string; title?: string } | null): ShopChoice[] {
  const name = node?.name ?? node?.title;
  return node?.id === undefined || name === undefined ? [] : [{ id: node.id, name }];
}
