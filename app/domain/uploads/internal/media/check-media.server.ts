import type { Tx } from "#app/platform/db.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { ShopifyError } from "#app/shopify/errors.ts";
import { readMediaStatusPoints } from "#app/shopify/operation-cost.ts";
import { READ_MEDIA_STATUS } from "#app/shopify/operations/read-media.ts";
import { CallsEndedError } from "#app/domain/stores/calls/store-calls.server.ts";
import type { StoreSession } from "../store/store-session.server.ts";
import { imageWarnings, nextLookSeconds, type ImageWarning, type MediumState } from "./image-outcomes.ts";

/** Products of one look. Small, because it is not known whether a list of products is charged for each of them. */
const PRODUCTS_PER_CALL = 20;

/** So many products of one shift: what more is due waits for the next. */
const PRODUCTS_PER_SHIFT = 500;

/** Shopify's limit of media of a product, and of entries in a list. */
const MAX_MEDIA = 250;

/** Room for media that a merchant has added. */
const SPARE_MEDIA = 10;

interface DueGroup {
  id: bigint;
  gid: string;
  age_seconds: number;
  images: { url: string }[];
  variant_images: string[];
}

/**
 * Looks what became of the images of products that were sent some time ago: Shopify takes their addresses at once and
 * fetches them later. An image that failed becomes a warning on the rows of the variants that show it, or on the
 * product's first row. What Shopify does not answer now is looked at in a later shift.
 */
export async function checkMedia(session: StoreSession): Promise<void> {
  try {
    for (let checked = 0; checked < PRODUCTS_PER_SHIFT; checked += PRODUCTS_PER_CALL) {
      const due = await findDue(session);
      if (due.length === 0) return;
      await checkProducts(session, due);
      if (due.length < PRODUCTS_PER_CALL) return;
    }
  } catch (error) {
    if (!(error instanceof ShopifyError) && !(error instanceof CallsEndedError)) throw error;
    session.runtime.log.debug({ storeId: session.storeId, err: error }, "Images could not be looked at.");
  }
}

const findDue = ({ runtime, storeId }: StoreSession): Promise<DueGroup[]> => runtime.db.$queryRaw<DueGroup[]>`
  SELECT held.id, coalesce(link.shopify_product_id, held.shopify_product_id, '') AS gid,
    extract(epoch FROM now() - held.ended_at)::double precision AS age_seconds,
    coalesce(link.accepted -> 'images', '[]') AS images,
    coalesce((
      SELECT jsonb_agg(DISTINCT variant_link.accepted ->> 'imageUrl') FROM variant_links variant_link
      WHERE variant_link.store_id = held.store_id AND variant_link.product_id = held.product_id
        AND variant_link.gone_at IS NULL AND variant_link.accepted ->> 'imageUrl' IS NOT NULL), '[]') AS variant_images
  FROM upload_groups held
  LEFT JOIN product_links link ON link.store_id = held.store_id AND link.product_id = held.product_id AND link.gone_at IS NULL
  WHERE held.store_id = ${storeId}::uuid AND held.media_check_at <= now() AND held.ended_at IS NOT NULL
  ORDER BY held.media_check_at
  LIMIT ${PRODUCTS_PER_CALL}`;

const sentUrls = ({ images, variant_images }: DueGroup): string[] => [
  ...new Set([...images.map(({ url }) => url), ...variant_images]),
];

async function checkProducts(session: StoreSession, due: readonly DueGroup[]): Promise<void> {
  const largest = Math.max(...due.map((group) => sentUrls(group).length));
  const mediaCount = Math.min(MAX_MEDIA, largest + SPARE_MEDIA);
  const ids = [...new Set(due.map(({ gid }) => gid))].filter((gid) => gid !== "");
  const { data } = await session.read(
    { operation: READ_MEDIA_STATUS, variables: { ids, mediaCount }, points: readMediaStatusPoints(mediaCount) },
    "reads",
  );
  const mediaOf = new Map(
    data.nodes.flatMap((node) => (node && "media" in node ? [[node.id, node.media.nodes.map(toState)]] : [])),
  );
  const looked = due.map((group) => {
    const media = mediaOf.get(group.gid) ?? [];
    const next = nextLookSeconds(media, group.age_seconds);
    return { group, next, warnings: next === null ? imageWarnings(sentUrls(group), media) : [] };
  });
  await inTransaction(session.runtime.db, async (tx) => {
    await setNextLooks(tx, looked);
    await addWarnings(tx, looked);
  });
}

interface MediumNode {
  status: string;
  mediaErrors: readonly { message: string }[];
  image?: { url: unknown } | null;
}

const toState = ({ status, mediaErrors, image }: MediumNode): MediumState => ({
  status,
  error: mediaErrors[0]?.message ?? null,
  url: image ? String(image.url) : null,
});

interface Looked {
  group: DueGroup;
  next: number | null;
  warnings: ImageWarning[];
}

async function setNextLooks(tx: Tx, looked: readonly Looked[]): Promise<void> {
  const given = looked.map(({ group, next }) => ({ id: group.id.toString(), next }));
  await tx.$executeRaw`
    UPDATE upload_groups SET media_check_at = now() + make_interval(secs => given.next)
    FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS given(id bigint, next double precision)
    WHERE upload_groups.id = given.id`;
}

async function addWarnings(tx: Tx, looked: readonly Looked[]): Promise<void> {
  const given = looked.flatMap(({ group, warnings }) =>
    warnings.map(({ url, ...warning }) => ({ group: group.id.toString(), url, warning })),
  );
  if (given.length === 0) return;
  await tx.$executeRaw`
    WITH given AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS given("group" bigint, url text, warning jsonb)
    ),
    told AS (
      SELECT given.warning, target.id, target.field FROM given
      CROSS JOIN LATERAL (
        SELECT id, 'imageUrl' AS field FROM shopify_upload_products
        WHERE group_id = given."group" AND status = 'SUCCESS' AND payload ->> 'imageUrl' = given.url
      ) AS target
      UNION ALL
      SELECT given.warning, target.id, target.field FROM given
      CROSS JOIN LATERAL (
        SELECT id, 'images' AS field FROM shopify_upload_products
        WHERE group_id = given."group" AND status = 'SUCCESS' ORDER BY id LIMIT 1
      ) AS target
      WHERE NOT EXISTS (
        SELECT 1 FROM shopify_upload_products
        WHERE group_id = given."group" AND status = 'SUCCESS' AND payload ->> 'imageUrl' = given.url)
    )
    UPDATE shopify_upload_products SET warnings = coalesce(shopify_upload_products.warnings, '[]') || added.warnings
    FROM (SELECT id, jsonb_agg(warning || jsonb_build_object('field', field)) AS warnings FROM told GROUP BY id) AS added
    WHERE shopify_upload_products.id = added.id`;
}
