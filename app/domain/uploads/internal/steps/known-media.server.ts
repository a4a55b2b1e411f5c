import { readMediaPoints } from "#app/shopify/operation-cost.ts";
import { READ_MEDIA } from "#app/shopify/operations/read-media.ts";
import type { ClaimedRow } from "../claims/claimed-group.ts";
import type { GroupWork } from "./group-work.ts";
import { imageName } from "../fields/image-name.ts";
import type { VariantMatch } from "./match-variants.ts";
import type { StoreSession } from "../store/store-session.server.ts";

/** Media of a Shopify product by the address that their image was sent from: Shopify itself forgets it. */
export type KnownMedia = Map<string, string>;

/** Shopify's limit of entries in a list. */
const MAX_VARIANTS = 250;

/**
 * Finds the images that these variants name among those that the Shopify product has already, so that none is sent twice:
 * what a variant shows that was made with the image, and images of the product that kept their file's name.
 */
export async function readKnownMedia(
  session: StoreSession,
  work: GroupWork,
  rows: readonly ClaimedRow[],
): Promise<KnownMedia> {
  const known: KnownMedia = new Map();
  const wanted = new Set(rows.flatMap((row) => row.variant.imageUrl ?? []));
  if (!work.link || wanted.size === 0) return known;
  const sourceOfVariant = await findVariantsWithImages(session, work.group.productId, [...wanted]);
  const sourceOfName = namedSources(work, wanted);
  for (const source of sourceOfVariant.values()) sourceOfName.delete(imageName(source));
  const withProduct = sourceOfName.size > 0;
  if (sourceOfVariant.size === 0 && !withProduct) return known;
  const { data } = await session.read({
    operation: READ_MEDIA,
    variables: { productId: work.link.shopifyProductId, variantIds: [...sourceOfVariant.keys()], withProduct },
    points: readMediaPoints(withProduct),
  });
  const files = (data.product?.media.nodes ?? []).flatMap((medium) =>
    "image" in medium && medium.image ? [{ id: medium.id, name: imageName(String(medium.image.url)) }] : [],
  );
  for (const [name, source] of sourceOfName) {
    const [file, ...others] = files.filter((candidate) => candidate.name === name);
    if (file && others.length === 0) known.set(source, file.id);
  }
  for (const node of data.nodes) {
    const source = node && "media" in node ? sourceOfVariant.get(node.id) : undefined;
    const medium = node && "media" in node ? node.media.nodes[0] : undefined;
    if (source !== undefined && medium) known.set(source, medium.id);
  }
  return known;
}

/** Remembers the media that a call has made, for the calls that follow. */
export function learnMedia(
  known: KnownMedia,
  matched: readonly VariantMatch[],
  made: readonly { id: string; media?: { nodes: readonly { id: string }[] } }[],
): void {
  const mediumOf = new Map(made.map(({ id, media }) => [id, media?.nodes[0]?.id]));
  for (const { row, found } of matched) {
    const medium = mediumOf.get(found.shopifyVariantId);
    if (row.variant.imageUrl !== null && medium !== undefined) known.set(row.variant.imageUrl, medium);
  }
}

/** One variant for each address, by its Shopify id. One that was replaced in the shop may show anything. */
async function findVariantsWithImages(
  { runtime, storeId }: StoreSession,
  productId: string,
  sources: readonly string[],
): Promise<Map<string, string>> {
  const links = await runtime.db.$queryRaw<{ source: string; shopify_variant_id: string }[]>`
    SELECT DISTINCT ON (accepted ->> 'imageUrl') accepted ->> 'imageUrl' AS source, shopify_variant_id
    FROM variant_links
    WHERE store_id = ${storeId}::uuid AND product_id = ${productId}::uuid AND gone_at IS NULL
      AND accepted_hash IS NOT NULL AND accepted ->> 'imageUrl' = ANY (${[...sources]}::text[])
    ORDER BY accepted ->> 'imageUrl', shopify_variant_id
    LIMIT ${MAX_VARIANTS}`;
  return new Map(links.map((link) => [link.shopify_variant_id, link.source]));
}

/** Images that the product was made with, where the name of the file alone tells them apart. */
function namedSources({ link }: GroupWork, wanted: ReadonlySet<string>): Map<string, string> {
  const sent = [...new Set((link?.accepted?.images ?? []).map(({ url }) => url))];
  const byName = Map.groupBy(sent, imageName);
  return new Map(
    [...byName].flatMap(([name, [source, ...others]]): [string, string][] =>
      source !== undefined && others.length === 0 && wanted.has(source) ? [[name, source]] : [],
    ),
  );
}
