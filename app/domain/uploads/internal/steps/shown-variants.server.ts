import { readVariantFieldsPoints } from "#app/shopify/operation-cost.ts";
import { READ_VARIANT_FIELDS } from "#app/shopify/operations/read-fields.ts";
import { VARIANTS_AT_ROOT } from "../../upload-limits.ts";
import type { ClaimedRow, VariantTie } from "../claims/claimed-group.ts";
import type { StoreSession } from "../store/store-session.server.ts";
import {
  changedVariant,
  planVariantQuestions,
  variantAcceptedAsShown,
  type KnownVariant,
  type VariantChanges,
} from "../fields/changed-variants.ts";
import { findSentVariants } from "../fields/unanswered-updates.server.ts";
import type { GroupWork } from "./group-work.ts";
import type { AcceptedVariant } from "../snapshot.ts";
import type { ShownVariantFields } from "../fields/variant-fields.ts";

/** What the shop shows of the product's variants, by their Shopify ids. */
export type ShownVariants = ReadonlyMap<string, ShownVariantFields>;

/** Room for variants that a merchant has added. */
const SPARE_VARIANTS = 10;

export const linkedRows = (work: GroupWork): ClaimedRow[] => work.rows.filter((row) => row.link);

const toKnown = ({ variant, link }: ClaimedRow): KnownVariant => ({ variant, accepted: link?.accepted ?? null });

export const decideRow = (work: GroupWork, row: ClaimedRow, shown: ShownVariants | null): VariantChanges =>
  changedVariant(
    toKnown(row),
    work.group.product.route.fieldModes,
    shown?.get(row.link?.shopifyVariantId ?? "") ?? null,
  );

/**
 * Reads what the shop shows of the variants, where that decides anything: null where it does not, which is so for prices
 * and all else that is always ours.
 */
export async function readShownVariants(
  session: StoreSession,
  work: GroupWork,
): Promise<ShownVariants | "gone" | null> {
  const rows = linkedRows(work);
  const unanswered = await findDoubted(session, work);
  const known = rows.map((row) => ({ ...toKnown(row), unanswered: unanswered.get(row.id) ?? [] }));
  const { isAsked, ...questions } = planVariantQuestions(known, work.group.product.route.fieldModes);
  if (!isAsked || !work.link) return null;
  const variantCount = Math.min(VARIANTS_AT_ROOT, rows.length + SPARE_VARIANTS);
  const shown = new Map<string, ShownVariantFields>();
  let after: string | null = null;
  for (;;) {
    const variables: { id: string; variantCount: number; after: string | null } & typeof questions = {
      id: work.link.shopifyProductId,
      variantCount,
      after,
      ...questions,
    };
    const { data } = await session.read({
      operation: READ_VARIANT_FIELDS,
      variables,
      points: readVariantFieldsPoints({ variantCount, ...questions }),
    });
    if (!data.product) return "gone";
    const { nodes, pageInfo } = data.product.variants;
    for (const node of nodes) shown.set(node.id, node);
    if (!pageInfo.hasNextPage) {
      acceptWhatIsShown(rows, unanswered, shown);
      return shown;
    }
    after = pageInfo.endCursor ?? null;
  }
}

/** By row: what was sent and noted nowhere. What was accepted before is in doubt then, or not known at all. */
type Doubted = ReadonlyMap<ClaimedRow["id"], readonly AcceptedVariant[]>;

async function findDoubted({ runtime, storeId }: StoreSession, work: GroupWork): Promise<Doubted> {
  const rows = linkedRows(work);
  const isDoubted = rows.some(({ link, hash }) => link && link.acceptedHash !== hash && !isCertain(link));
  if (!isDoubted) return new Map();
  const { unanswered, all } = await findSentVariants(runtime.db, { storeId, productId: work.group.productId });
  return new Map(
    rows.map(({ id, variantId, link }) => [id, (link?.accepted ? unanswered : all).get(variantId) ?? []] as const),
  );
}

const isCertain = ({ acceptedHash, accepted }: VariantTie): boolean => acceptedHash !== null && accepted !== undefined;

function acceptWhatIsShown(rows: readonly ClaimedRow[], unanswered: Doubted, shown: ShownVariants): void {
  for (const row of rows) {
    const shop = shown.get(row.link?.shopifyVariantId ?? "");
    const sent = unanswered.get(row.id);
    if (!row.link || !shop || !sent) continue;
    const accepted = variantAcceptedAsShown({ ...toKnown(row), unanswered: sent }, shop);
    if (accepted) row.link = { ...row.link, accepted };
  }
}
