import type { Runtime } from "#app/domain/context.ts";
import { getAdminClient } from "#app/domain/stores/get-admin-client.server.ts";
import { AppError } from "#app/platform/errors.ts";
import type { AdminAnswer, AdminClient, Operation, Variables } from "#app/shopify/client.server.ts";
import { QueryTooExpensiveError, ThrottledError } from "#app/shopify/errors.ts";
import { FIND_HANDLES, FIND_SKUS, READ_SHOWN_PRODUCTS } from "#app/shopify/operations/preview.ts";
import { VARIANTS_PER_CALL } from "../upload-limits.ts";
import { isProductNode, toShownProduct, type ShownProduct } from "./shown-product.ts";

/** What a preview wants to know of one shop. */
export interface ShopQuestions {
  /** Shopify products that are linked, and the most variants that one of them has. */
  productGids: readonly string[];
  variantCount: number;
  /** Of products and variants that would be made. */
  handles: readonly string[];
  skus: readonly string[];
}

export interface ShopKnowledge {
  /** Why the shop could not be asked, in words; null when it was. */
  unreadBecause: string | null;
  /** By Shopify id; null for a product that the shop no longer has. */
  products: ReadonlyMap<string, ShownProduct | null>;
  /** Products that have the handles; `identity` is the internal id of one of ours. */
  handles: ReadonlyMap<string, { title: string; identity: string | null }>;
  /** Variants that have the skus, with the product that they are of. */
  skus: ReadonlyMap<string, { productGid: string; title: string }[]>;
}

const NOTHING_KNOWN = { products: new Map(), handles: new Map(), skus: new Map() } as const;

/** A preview that makes a person wait longer than this tells what it knows instead. */
const MAX_WAIT_SECONDS = 10;
const PRODUCTS_PER_READ = 100;
const TERMS_PER_SEARCH = 50;

/** Reads what a preview shows of one shop, in batches and without a write. A shop that cannot be asked is told as such. */
export async function readShop(runtime: Runtime, storeId: string, questions: ShopQuestions): Promise<ShopKnowledge> {
  try {
    const read = patientReads(runtime, await getAdminClient(runtime, storeId));
    const [products, handles, skus] = await Promise.all([
      readProducts(read, questions),
      findHandles(read, questions.handles),
      findSkus(read, questions.skus),
    ]);
    return { unreadBecause: null, products, handles, skus };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { unreadBecause: error.publicMessage, ...NOTHING_KNOWN };
  }
}

type Read = <Op extends Operation>(operation: Op, variables: Variables<Op>) => Promise<AdminAnswer<Op>>;

/** A throttled read waits for the points, for as long as somebody may be kept waiting in all. */
function patientReads({ clock }: Runtime, client: AdminClient): Read {
  let secondsLeft = MAX_WAIT_SECONDS;
  return async (operation, variables) => {
    for (;;) {
      try {
        return await client.request(operation, { variables, timeoutMs: MAX_WAIT_SECONDS * 1000 });
      } catch (error) {
        if (!(error instanceof ThrottledError)) throw error;
        const seconds = Math.max(0.5, error.remedy.kind === "wait" ? error.remedy.seconds : 1);
        secondsLeft -= seconds;
        if (secondsLeft < 0) throw error;
        await clock.sleep(seconds * 1000);
      }
    }
  };
}

async function readProducts(
  read: Read,
  { productGids, variantCount }: ShopQuestions,
): Promise<Map<string, ShownProduct | null>> {
  const found = new Map<string, ShownProduct | null>(productGids.map((gid) => [gid, null]));
  const first = Math.min(VARIANTS_PER_CALL, Math.max(1, variantCount));

  /** How a list of ids is charged is Shopify's to say: one that is too dear is asked for in halves. */
  async function readSome(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    try {
      const { data } = await read(READ_SHOWN_PRODUCTS, { ids: [...ids], variantCount: first });
      for (const node of data.nodes) if (isProductNode(node)) found.set(node.id, toShownProduct(node));
    } catch (error) {
      if (!(error instanceof QueryTooExpensiveError) || ids.length === 1) throw error;
      const middle = Math.ceil(ids.length / 2);
      await readSome(ids.slice(0, middle));
      await readSome(ids.slice(middle));
    }
  }

  for (const ids of inChunks(productGids, PRODUCTS_PER_READ)) await readSome(ids);
  return found;
}

async function findHandles(read: Read, handles: readonly string[]) {
  const found = new Map<string, { title: string; identity: string | null }>();
  for (const some of inChunks([...new Set(handles)], TERMS_PER_SEARCH)) {
    const { data } = await read(FIND_HANDLES, { query: anyOf("handle", some), count: TERMS_PER_SEARCH });
    for (const { handle, title, identity } of data.products.nodes)
      found.set(handle, { title, identity: identity?.value ?? null });
  }
  return found;
}

async function findSkus(read: Read, skus: readonly string[]) {
  const found = new Map<string, { productGid: string; title: string }[]>();
  for (const some of inChunks([...new Set(skus)], TERMS_PER_SEARCH)) {
    const { data } = await read(FIND_SKUS, { query: anyOf("sku", some), count: 2 * TERMS_PER_SEARCH });
    for (const { sku, product } of data.productVariants.nodes) {
      if (!sku) continue;
      found.set(sku, [...(found.get(sku) ?? []), { productGid: product.id, title: product.title }]);
    }
  }
  return found;
}

/** Shopify's search syntax; within quotes only these two mean something. */
const anyOf = (field: string, values: readonly string[]): string =>
  values.map((value) => `${field}:"${value.replaceAll(/["\\]/g, "\\$&")}"`).join(" OR ");

function inChunks<Item>(items: readonly Item[], size: number): Item[][] {
  const chunks: Item[][] = [];
  for (let at = 0; at < items.length; at += size) chunks.push(items.slice(at, at + size));
  return chunks;
}
