import type { Prisma } from "@prisma/client";
import { z } from "zod";
import type { Db } from "#app/platform/db.server.ts";
import { productSnapshotSchema, variantSnapshotSchema, type ProductSnapshot } from "../snapshot.ts";
import { traitsOfContent, traitsOfShop, type FoundProduct, type SentVariant } from "./creation-traits.ts";
import { variantTitle } from "./product-input.ts";

/** Shopify's clock and ours may differ by this much when it is told which calls can have made a product. */
const CLOCK_TOLERANCE_MS = 120_000;

/** Groups whose creates are compared; older ones were answered or looked up long ago. */
const MAX_CANDIDATES = 5;

/** What a product of the shop was made from, as far as that is certain. */
export interface Creation {
  product: { content: ProductSnapshot; hash: string } | null;
  /** By the internal variant's id; only those that were sent. */
  hashOfVariant: ReadonlyMap<string, string>;
}

export interface FindCreationInput {
  storeId: string;
  productId: string;
  found: FoundProduct & { createdAt: unknown };
}

interface Candidate {
  content: ProductSnapshot;
  hash: string;
  variants: SentVariant[];
}

/**
 * Tells from the record of calls which content a product was created from whose create was answered to nobody. Where
 * several contents were sent and each can have made it, what the shop shows decides between them, and what they differ
 * in without a sign in the shop stays unknown. Null when no create of ours is on record that can have made the product.
 */
export async function findCreation(db: Db, { storeId, productId, found }: FindCreationInput): Promise<Creation | null> {
  const createdAtMs = Date.parse(String(found.createdAt));
  const candidates = await findCandidates(db, { storeId, productId, createdAtMs });
  const [newest, ...others] = shownBy(candidates, found);
  if (!newest) return candidates.length === 0 ? null : { product: null, hashOfVariant: new Map() };
  const hashesOf = ({ variants }: Candidate) => new Map(variants.map(({ variantId, hash }) => [variantId, hash]));
  const rivals = others.map(hashesOf);
  const isCertain = ([variantId, hash]: [string, string]) =>
    rivals.every((hashes) => (hashes.get(variantId) ?? hash) === hash);
  return {
    product: others.every(({ hash }) => hash === newest.hash) ? { content: newest.content, hash: newest.hash } : null,
    hashOfVariant: new Map([...hashesOf(newest)].filter(isCertain)),
  };
}

/** Those that agree with the shop in everything that they do not have in common. */
function shownBy(candidates: readonly Candidate[], found: FoundProduct): Candidate[] {
  const shown = traitsOfShop(found);
  const described = candidates.map((candidate) => ({ candidate, traits: traitsOfContent(candidate, found) }));
  const telling = shown.flatMap((trait, index) =>
    new Set(described.map(({ traits }) => traits[index])).size > 1 ? [{ trait, index }] : [],
  );
  return described
    .filter(({ traits }) => telling.every(({ trait, index }) => traits[index] === trait))
    .map(({ candidate }) => candidate);
}

const canHaveMade = (createdAtMs: number) =>
  ({
    step: "CREATE_PRODUCT",
    outcome: { in: ["INTENT", "UNKNOWN", "SUCCEEDED"] },
    startedAt: { lte: new Date(createdAtMs + CLOCK_TOLERANCE_MS) },
  }) satisfies Prisma.UploadAttemptWhereInput;

/** The newest create of each content, newest first, without those that were refused or came after the product. */
async function findCandidates(
  db: Db,
  { storeId, productId, createdAtMs }: { storeId: string; productId: string; createdAtMs: number },
): Promise<Candidate[]> {
  const groups = await db.uploadGroup.findMany({
    where: { storeId, productId, attempts: { some: canHaveMade(createdAtMs) } },
    orderBy: { id: "desc" },
    take: MAX_CANDIDATES,
    select: {
      payload: true,
      payloadHash: true,
      rows: { select: { variantId: true, payload: true, payloadHash: true } },
      attempts: { where: canHaveMade(createdAtMs), orderBy: { id: "desc" }, take: 1, select: { request: true } },
    },
  });
  return groups.flatMap(({ payload, payloadHash, rows, attempts }): Candidate[] => {
    const content = productSnapshotSchema.safeParse(payload);
    if (!content.success) return [];
    const titles = sentTitles(attempts[0]?.request);
    const variants = rows.flatMap((row): SentVariant[] => {
      const variant = variantSnapshotSchema.safeParse(row.payload);
      const isSent = variant.success && titles.has(variantTitle(variant.data));
      return isSent ? [{ variantId: row.variantId, hash: row.payloadHash, content: variant.data }] : [];
    });
    return [{ content: content.data, hash: payloadHash, variants }];
  });
}

const sentRequest = z.object({
  input: z.object({ variants: z.array(z.object({ optionValues: z.array(z.object({ name: z.string() })) })) }),
});

/** Variants that an earlier answer refused, or that did not fit into the call, were not sent. */
function sentTitles(request: unknown): Set<string> {
  const sent = sentRequest.safeParse(request);
  const variants = sent.success ? sent.data.input.variants : [];
  return new Set(variants.map(({ optionValues }) => optionValues.map(({ name }) => name.trim()).join(" / ")));
}
