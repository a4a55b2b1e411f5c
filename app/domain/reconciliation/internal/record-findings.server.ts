import type { ReconciliationFindingKind } from "@prisma/client";
import type { Tx } from "#app/platform/db.server.ts";

/** One way in which links and shop differ. */
export interface Finding {
  kind: ReconciliationFindingKind;
  isOpen: boolean;
  /** What it is about: while it is not settled, the same finding is kept once. */
  subject: string;
  productId?: string | null;
  variantId?: string | null;
  shopifyProductId?: string | null;
  details?: Record<string, unknown>;
}

export interface FindingScope {
  organizationId: string;
  storeId: string;
  /** Null for what a webhook told. */
  runId: string | null;
}

/** Keeps what was found. An open finding that is known already is seen once more, and one that a person has dismissed stays so. */
export async function recordFindings(tx: Tx, scope: FindingScope, findings: readonly Finding[]): Promise<void> {
  if (findings.length === 0) return;
  const rows = [...new Map(findings.map((finding) => [keyOf(finding), finding])).values()].map((finding) => ({
    kind: finding.kind,
    state: finding.isOpen ? "OPEN" : "REPAIRED",
    subject: finding.subject,
    product_id: finding.productId ?? null,
    variant_id: finding.variantId ?? null,
    shopify_product_id: finding.shopifyProductId ?? null,
    details: finding.details ?? {},
  }));
  await tx.$executeRaw`
    INSERT INTO reconciliation_findings AS known
      (organization_id, store_id, run_id, kind, state, subject, product_id, variant_id, shopify_product_id, details)
    SELECT ${scope.organizationId}::uuid, ${scope.storeId}::uuid, ${scope.runId}::uuid, kind, state, subject, product_id,
      variant_id, shopify_product_id, details
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS found(kind reconciliation_finding_kind,
      state reconciliation_finding_state, subject text, product_id uuid, variant_id uuid, shopify_product_id text, details jsonb)
    ON CONFLICT (store_id, kind, subject) WHERE state IN ('OPEN', 'DISMISSED') DO UPDATE SET
      run_id = coalesce(excluded.run_id, known.run_id), details = excluded.details, seen_at = now()`;
}

const keyOf = ({ kind, subject, isOpen }: Finding): string => JSON.stringify([kind, subject, isOpen]);

/** What is open and about these products, and was not seen again by whoever has just looked, is no longer so. */
export async function resolveFindings(
  tx: Tx,
  { storeId }: Pick<FindingScope, "storeId">,
  {
    kind,
    subjects,
    except,
  }: { kind: ReconciliationFindingKind; subjects: readonly string[]; except: readonly string[] },
): Promise<void> {
  await tx.reconciliationFinding.updateMany({
    where: { storeId, kind, state: "OPEN", subject: { in: [...subjects], notIn: [...except] } },
    data: { state: "RESOLVED" },
  });
}
