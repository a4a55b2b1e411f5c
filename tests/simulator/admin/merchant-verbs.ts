import { z } from "zod";
import type { ShopView } from "./shop-view.ts";

export interface MerchantVerbResult {
  readonly notice: string;
  /** What the shop said against it; null when it was done. */
  readonly fault: string | null;
  readonly isProductGone: boolean;
}

type Verb = (shop: ShopView, productId: string, form: FormData) => Promise<string>;

const text = z.string().trim().min(1);
const price = z.string().regex(/^\d+(\.\d{1,2})?$/, "A price is a number such as 19.90");
const wholeNumber = z.coerce.number().int();

const verbs = new Map<string, Verb>([
  [
    "rename",
    async (shop, productId, form) => {
      await shop.hand.renameProduct(productId, text.parse(form.get("title")));
      return "The product has a new title.";
    },
  ],
  [
    "price",
    async (shop, productId, form) => {
      await shop.hand.setPrice(productId, text.parse(form.get("variant")), price.parse(form.get("price")));
      return "The variant has a new price.";
    },
  ],
  [
    "stock",
    async (shop, _productId, form) => {
      const location = text.parse(form.get("location"));
      await shop.hand.setStock(text.parse(form.get("variant")), location, wholeNumber.parse(form.get("available")));
      return "The stock was set.";
    },
  ],
  [
    "order",
    async (shop, _productId, form) => {
      await shop.hand.placeOrder(text.parse(form.get("variant")), wholeNumber.min(1).parse(form.get("quantity")));
      return "The order was placed.";
    },
  ],
  [
    "variant",
    async (shop, productId, form) => {
      await shop.hand.addVariant(productId, z.array(text).parse(form.getAll("value")), price.parse(form.get("price")));
      return "The product has one more variant.";
    },
  ],
  [
    "image",
    async (shop, productId, form) => {
      await shop.hand.addImage(productId, z.url().parse(form.get("url")));
      return "The product has one more image.";
    },
  ],
  [
    "delete",
    async (shop, productId) => {
      await shop.hand.deleteProduct(productId);
      return "The product was deleted.";
    },
  ],
]);

/** Does what a form of the product page asks for; null when there is no such verb. What the shop refuses is a fault, not an exception. */
export async function performMerchantVerb(
  shop: ShopView,
  productId: string,
  name: string,
  form: FormData,
): Promise<MerchantVerbResult | null> {
  const verb = verbs.get(name);
  if (verb === undefined) return null;
  try {
    const notice = await verb(shop, productId, form);
    return { notice, fault: null, isProductGone: shop.findProduct(productId) === null };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const fault = error instanceof z.ZodError ? z.prettifyError(error) : error.message;
    return { notice: "", fault, isProductGone: shop.findProduct(productId) === null };
  }
}
