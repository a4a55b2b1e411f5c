import type { MetafieldInput } from "../../graphql/inputs.ts";
import { canonicalNamespace } from "../../state/app-namespace.ts";
import { type MetafieldRecord, trimmed } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import type { Refusals } from "../refusals.ts";
import { checkMetafield } from "./metafield-check.ts";
import type { MetafieldOwnerType } from "./owners.ts";

interface Owner {
  readonly id: number;
  readonly metafields: readonly MetafieldRecord[];
}

/**
 * Works out an owner's metafields after an input list. `declarative` deletes what the list leaves out (`productSet`),
 * `merge` keeps it. A value of a unique definition that another owner holds is refused at its `value`, and
 * the other owner stays as it was (captured answers of a development store).
 */
export function applyMetafieldList(
  shop: ShopState,
  ownerType: MetafieldOwnerType,
  owner: Owner,
  inputs: readonly MetafieldInput[],
  mode: "declarative" | "merge",
  report: { path: readonly (string | number)[]; code: string; refusals: Refusals },
): MetafieldRecord[] {
  const nowMs = shop.nowMs();
  const result: MetafieldRecord[] = mode === "merge" ? [...owner.metafields] : [];
  inputs.forEach((input, index) => {
    const named = nameOf(shop, owner, input);
    const former = owner.metafields.find((field) => field.namespace === named.namespace && field.key === named.key);
    const check = checkMetafield(shop, ownerType, owner.id, { ...input, ...named }, former ?? null);
    if (!check.isValid) {
      report.refusals.add([...report.path, index, ...check.field], check.message, report.code);
      return;
    }
    const record: MetafieldRecord = {
      kind: "Metafield",
      id: former?.id ?? shop.environment.ids.metafield.next(),
      ...named,
      type: check.type,
      value: check.value,
      createdAtMs: former?.createdAtMs ?? nowMs,
      updatedAtMs: former?.value === check.value ? former.updatedAtMs : nowMs,
    };
    const place = result.findIndex((field) => field.namespace === record.namespace && field.key === record.key);
    if (place === -1) result.push(record);
    else result[place] = record;
  });
  return trimmed(result);
}

function nameOf(shop: ShopState, owner: Owner, input: MetafieldInput): { namespace: string; key: string } {
  const known = input.id ? owner.metafields.find((field) => input.id?.endsWith(`/${field.id}`)) : undefined;
  if (known) return { namespace: known.namespace, key: known.key };
  return { namespace: canonicalNamespace(input.namespace, shop.environment.appId), key: input.key ?? "" };
}
