import { topLevelError } from "../../graphql/errors.ts";
import type { CreateMediaInput, ProductCreateInput } from "../../graphql/inputs.ts";
import type { AdminRequest } from "../../graphql/request.ts";
import { applyMetafieldList } from "../metafields/metafield-list.ts";
import { Refusals } from "../refusals.ts";
import { OptionBook } from "../variants/option-values.ts";
import { commitProduct } from "./commit.ts";
import { readCreatedMedia } from "./created-media.ts";
import { joinCollections } from "./collections.ts";
import { applyProductFields, blankProduct } from "./fields.ts";
import { hasUnsupportedSequence, readOptions } from "./options-input.ts";
import { dailyLimitReached } from "./product-set.ts";
import type { ProductPayload } from "./product-update.ts";
import { applyStandaloneVariant } from "./variant-list.ts";

export interface ProductCreateArguments {
  product?: ProductCreateInput | null;
  input?: (ProductCreateInput & { id?: string | null }) | null;
  media?: CreateMediaInput[] | null;
}

/**
 * Creates a product with its first variant only, unpublished. It knows no idempotency: sent twice it makes two
 * products, the second with a suffixed handle. Recorded: product-create-no-key-on-create,
 * product-option-name-delimiter-validation.
 */
export function productCreate(args: ProductCreateArguments, request: AdminRequest): ProductPayload {
  const { shop } = request;
  const input = args.product ?? args.input;
  if (!input || (args.product && args.input)) {
    const message = "productCreate must include exactly one of the following arguments: input, product.";
    throw topLevelError(message, "INVALID_FIELD_ARGUMENTS");
  }
  const refusals = new Refusals([], false);
  if (args.input?.id) {
    refusals.add(["input"], "id cannot be specified during creation", "");
    return { product: null, userErrors: refusals.errors };
  }
  const draft = blankProduct(shop);
  applyProductFields(shop, draft, input, null, refusals);
  if (input.metafields) {
    const report = { path: ["metafields"], code: "", refusals };
    draft.metafields = applyMetafieldList(shop, "PRODUCT", draft, input.metafields, "merge", report);
  }
  joinCollections(shop, draft, input.collectionsToJoin);
  if (args.media) draft.media = readCreatedMedia(shop, args.media, refusals);
  applyStandaloneVariant(shop, draft);
  const options = input.productOptions;
  if (options?.some((option) => hasUnsupportedSequence(option.name ?? ""))) {
    refusals.add(["options"], 'Name cannot contain the character sequence " / "', "");
  } else if (options && options.length > 0) {
    const book = new OptionBook(shop, readOptions(shop, options, null, refusals));
    draft.options = book.options();
    const values = draft.options.flatMap((option) => option.values.slice(0, 1));
    draft.variants = draft.variants.map((variant) => ({ ...variant, values }));
  }
  if (!refusals.isEmpty) return { product: null, userErrors: refusals.errors };
  if (!shop.admitNewVariants(1)) throw dailyLimitReached();
  commitProduct(shop, draft, "product-created", 1, { ...request, operation: "productCreate" });
  return { product: draft, userErrors: [] };
}
