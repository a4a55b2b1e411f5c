import type { Runtime } from "#app/domain/context.ts";
import type { ClaimedGroup } from "../internal/claims/claimed-group.ts";
import type { Settlement } from "../internal/settling/settlement.ts";
import { checkProduct } from "./check-product.ts";
import { adoptionOpen, handleTaken, repeatedSkus, skuTaken } from "./conflict-findings.ts";
import { decidePreflight } from "./decide-preflight.ts";
import { findSkuRules, type Conflicts } from "./find-conflicts.server.ts";
import type { Finding } from "./finding.ts";

export interface PreflightOutcome {
  /** With the rows that may be sent, and what is told of them. */
  ready: ClaimedGroup[];
  /** Ends the rows that may not. */
  refusals: Settlement[];
}

/**
 * Looks at claimed groups before any call is made for them: rows that Shopify would refuse FAIL with what to do, the
 * others go on. A group whose product may be in the shop already by an earlier try goes on whole: refusing it now would
 * lose what was made.
 */
export async function preflightGroups(
  { db }: Pick<Runtime, "db">,
  groups: readonly ClaimedGroup[],
  conflicts: Conflicts,
): Promise<PreflightOutcome> {
  const outcome: PreflightOutcome = { ready: [], refusals: [] };
  const found = await findInConflict(db, groups, conflicts);
  for (const group of groups) {
    if (group.isUnclear || group.acceptedProductId !== null) {
      outcome.ready.push(group);
      continue;
    }
    const findings = [
      ...checkProduct({
        product: group.product,
        variants: group.rows,
        store: conflicts.store,
      }),
      ...(found.get(group.id) ?? []),
    ];
    settle(group, findings, outcome);
  }
  return outcome;
}

function settle(group: ClaimedGroup, findings: readonly Finding[], outcome: PreflightOutcome): void {
  if (findings.length === 0) {
    outcome.ready.push(group);
    return;
  }
  const { failures, warnings } = decidePreflight(
    group.rows.map(({ variantId }) => variantId),
    findings,
  );
  const rows = group.rows.flatMap((row) => {
    const told = warnings.get(row.variantId);
    return failures.has(row.variantId) ? [] : [told ? { ...row, warnings: told } : row];
  });
  if (rows.length > 0) outcome.ready.push({ ...group, rows });
  if (failures.size === 0) return;
  const [first] = failures.values();
  outcome.refusals.push({
    groupId: group.id,
    rows: group.rows.flatMap(({ id, variantId }) => {
      const failure = failures.get(variantId);
      return failure ? [{ rowId: id, status: "FAILED" as const, failure }] : [];
    }),
    ...(rows.length === 0 && first ? { errorCode: first.code } : {}),
  });
}

/** Handles and skus that are another's. The routes are asked only when there is something to ask them about. */
async function findInConflict(
  db: Runtime["db"],
  groups: readonly ClaimedGroup[],
  { openAdoptions, handles, skus }: Conflicts,
): Promise<Map<bigint, Finding[]>> {
  const titlesInShop = new Map(openAdoptions.map(({ productId, titleInShop }) => [productId, titleInShop]));
  const handleOf = new Map(handles.map((conflict) => [conflict.productId, conflict]));
  const takenSkus = new Map(skus.map((conflict) => [conflict.variantId, conflict.otherTitle]));
  const repeated = new Set(repeatedSkus(groups.flatMap((group) => group.rows)).map(({ variantId }) => variantId));
  const ownSku = (group: ClaimedGroup) =>
    group.rows.filter(({ variantId }) => takenSkus.has(variantId) || repeated.has(variantId));
  const disputed = groups.filter((group) => ownSku(group).length > 0);
  const rules =
    disputed.length === 0
      ? new Map<string, never>()
      : await findSkuRules(
          db,
          disputed[0]?.storeId ?? "",
          disputed.map(({ productId }) => productId),
        );
  return new Map(
    groups.flatMap((group): [bigint, Finding[]][] => {
      const handle = handleOf.get(group.productId);
      const titleInShop = titlesInShop.get(group.productId);
      const findings = [
        ...(titleInShop === undefined ? [] : [adoptionOpen(titleInShop)]),
        ...(handle ? [handleTaken({ handle: group.product.handle, by: ownerOf(handle) })] : []),
        ...ownSku(group).map((row) => {
          const other = takenSkus.get(row.variantId);
          const by = other === undefined ? "a variant that is sent with it" : `"${other}" in this shop`;
          return skuTaken(row, by, rules.get(group.productId) ?? "WARN");
        }),
      ];
      return findings.length === 0 ? [] : [[group.id, findings]];
    }),
  );
}

const ownerOf = ({ otherTitle, isInFlight }: Conflicts["handles"][number]): string =>
  isInFlight ? `"${otherTitle}", which is on its way to this shop` : `"${otherTitle}" in this shop`;
