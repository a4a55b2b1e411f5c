/** Values of enums in Shopify's own order, which its messages show; the schema file has them by the alphabet. Recorded. */
const declared: Readonly<Record<string, readonly string[]>> = {
  StagedUploadTargetGenerateUploadResource: [
    "COLLECTION_IMAGE",
    "FILE",
    "IMAGE",
    "MODEL_3D",
    "PRODUCT_IMAGE",
    "SHOP_IMAGE",
    "VIDEO",
    "BULK_MUTATION_VARIABLES",
    "RETURN_LABEL",
    "URL_REDIRECT_IMPORT",
    "DISPUTE_FILE_UPLOAD",
  ],
};

/** Names of an enum in the order in which Shopify lists them, as far as it is recorded. */
export function inDeclaredOrder(enumName: string, names: readonly string[]): readonly string[] {
  const order = declared[enumName];
  if (!order) return names;
  const known = order.filter((name) => names.includes(name));
  return [...known, ...names.filter((name) => !order.includes(name))];
}
