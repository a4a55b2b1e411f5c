import type { SimulatedProduct } from "#tests/simulator/simulator.ts";
import type { StageStore } from "../upload-stage.ts";

/** What a merchant may do to a product that changes what links have to say. */
const EDITS = ["rename", "delete-variant", "remake-variant", "rename-and-remake", "delete-product"] as const;

/** Edits products by the merchant's hand, each once and in a way that `random` picks. Answers how many edits there were. */
export function editProducts(store: StageStore, products: readonly SimulatedProduct[], random: () => number): number {
  let edits = 0;
  for (const product of products) {
    const edit = EDITS[Math.floor(random() * EDITS.length)];
    const variant = product.variants[Math.floor(random() * product.variants.length)];
    if (!edit || !variant) continue;
    edits += 1;
    editProduct(store, edit, product, variant);
  }
  return edits;
}

function editProduct(
  { shop: { merchant } }: StageStore,
  edit: (typeof EDITS)[number],
  product: SimulatedProduct,
  variant: SimulatedProduct["variants"][number],
): void {
  const rename = () => merchant.editProduct(product.gid, { handle: `${product.handle}-edited` });
  const remake = () => {
    merchant.deleteVariant(variant.gid);
    merchant.addVariant(product.gid, { optionValues: variant.optionValues, inventoryItem: { sku: variant.sku } });
  };
  switch (edit) {
    case "rename":
      return rename();
    case "delete-variant":
      return merchant.deleteVariant(variant.gid);
    case "remake-variant":
      return remake();
    case "rename-and-remake":
      rename();
      return remake();
    case "delete-product":
      return merchant.deleteProduct(product.gid);
  }
}
