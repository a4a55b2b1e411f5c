import { z } from "zod";
import type { Simulator } from "../simulator.ts";

const price = z.string().regex(/^\d+(\.\d{1,2})?$/);

/** What the merchant may be told to do from outside, one action each. */
export const merchantAction = z.discriminatedUnion("action", [
  z.strictObject({
    action: z.literal("editProduct"),
    shop: z.string(),
    product: z.string(),
    title: z.string().optional(),
    descriptionHtml: z.string().optional(),
    vendor: z.string().optional(),
    tags: z.array(z.string()).optional(),
    status: z.enum(["ACTIVE", "ARCHIVED", "DRAFT"]).optional(),
  }),
  z.strictObject({ action: z.literal("createProduct"), shop: z.string(), title: z.string() }),
  z.strictObject({ action: z.literal("deleteProduct"), shop: z.string(), product: z.string() }),
  z.strictObject({
    action: z.literal("addVariant"),
    shop: z.string(),
    product: z.string(),
    optionValues: z.array(z.string()),
    price: price.default("0.00"),
  }),
  z.strictObject({ action: z.literal("setPrice"), shop: z.string(), variant: z.string(), price }),
  z.strictObject({ action: z.literal("deleteVariant"), shop: z.string(), variant: z.string() }),
  z.strictObject({
    action: z.literal("setMetafield"),
    shop: z.string(),
    product: z.string(),
    namespace: z.string(),
    key: z.string(),
    type: z.string(),
    value: z.string(),
  }),
  z.strictObject({ action: z.literal("addImage"), shop: z.string(), product: z.string(), url: z.url() }),
  z.strictObject({
    action: z.literal("setStock"),
    shop: z.string(),
    variant: z.string(),
    available: z.int(),
    location: z.string().optional(),
  }),
  z.strictObject({
    action: z.literal("placeOrder"),
    shop: z.string(),
    variant: z.string(),
    quantity: z.int().min(1),
    location: z.string().optional(),
  }),
]);

export type MerchantAction = z.output<typeof merchantAction>;

/** Does one action of the merchant. @throws Error with the sentence the admin would show. */
export function actOnMerchant(simulator: Simulator, action: MerchantAction): Record<string, unknown> {
  const { merchant } = simulator.shop(action.shop);
  let made: Record<string, unknown> = {};
  switch (action.action) {
    case "createProduct":
      made = { product: merchant.createProduct({ title: action.title }) };
      break;
    case "editProduct": {
      const { title, descriptionHtml, vendor, tags, status } = action;
      const given = Object.entries({ title, descriptionHtml, vendor, tags, status });
      merchant.editProduct(action.product, Object.fromEntries(given.filter(([, value]) => value !== undefined)));
      break;
    }
    case "deleteProduct":
      merchant.deleteProduct(action.product);
      break;
    case "addVariant":
      made = {
        variant: merchant.addVariant(action.product, { optionValues: action.optionValues, price: action.price }),
      };
      break;
    case "setPrice":
      merchant.editVariant(action.variant, { price: action.price });
      break;
    case "deleteVariant":
      merchant.deleteVariant(action.variant);
      break;
    case "setMetafield": {
      const { namespace, key, type, value } = action;
      merchant.setMetafield(action.product, { namespace, key, type, value });
      break;
    }
    case "addImage":
      merchant.addImage(action.product, action.url);
      break;
    case "setStock":
      merchant.setStock(action.variant, action.available, action.location);
      break;
    case "placeOrder":
      merchant.placeOrder(action.variant, action.quantity, action.location);
      break;
  }
  return made;
}
