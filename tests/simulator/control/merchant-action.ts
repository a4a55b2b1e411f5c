import { z } from "zod";
import { shopSettings } from "../shop-options.ts";
import type { Simulator } from "../simulator.ts";

const price = z.string().regex(/^\d+(\.\d{1,2})?$/, "A price is a number such as 19.90.");
const ofShop = { shop: z.string() };
const ofProduct = { ...ofShop, product: z.string() };
const ofVariant = { ...ofShop, variant: z.string() };
const customer = z.strictObject({ id: z.int().min(1), email: z.email(), phone: z.string().optional() });

/** What the merchant may be told to do from outside, one action each. */
export const merchantAction = z.discriminatedUnion("action", [
  z.strictObject({
    action: z.literal("editProduct"),
    ...ofProduct,
    title: z.string().optional(),
    descriptionHtml: z.string().optional(),
    vendor: z.string().optional(),
    tags: z.array(z.string()).optional(),
    status: z.enum(["ACTIVE", "ARCHIVED", "DRAFT"]).optional(),
  }),
  z.strictObject({ action: z.literal("createProduct"), ...ofShop, title: z.string() }),
  z.strictObject({ action: z.literal("deleteProduct"), ...ofProduct }),
  z.strictObject({
    action: z.literal("addVariant"),
    ...ofProduct,
    optionValues: z.array(z.string()),
    price: price.default("0.00"),
  }),
  z.strictObject({ action: z.literal("setPrice"), ...ofVariant, price }),
  z.strictObject({ action: z.literal("deleteVariant"), ...ofVariant }),
  z.strictObject({
    action: z.literal("setMetafield"),
    ...ofProduct,
    namespace: z.string(),
    key: z.string(),
    type: z.string(),
    value: z.string(),
  }),
  z.strictObject({ action: z.literal("deleteMetafield"), ...ofProduct, namespace: z.string(), key: z.string() }),
  z.strictObject({ action: z.literal("addImage"), ...ofProduct, url: z.url() }),
  z.strictObject({ action: z.literal("setStock"), ...ofVariant, available: z.int(), location: z.string().optional() }),
  z.strictObject({ action: z.literal("disconnectStock"), ...ofVariant, location: z.string() }),
  z.strictObject({
    action: z.literal("placeOrder"),
    ...ofVariant,
    quantity: z.int().min(1),
    location: z.string().optional(),
  }),
  z.strictObject({ action: z.literal("createCollection"), ...ofShop, title: z.string().min(1) }),
  z.strictObject({ action: z.literal("deleteCollection"), ...ofShop, collection: z.string() }),
  z.strictObject({ action: z.literal("addToCollection"), ...ofProduct, collection: z.string() }),
  z.strictObject({ action: z.literal("removeFromCollection"), ...ofProduct, collection: z.string() }),
  z.strictObject({ action: z.literal("addLocation"), ...ofShop, name: z.string().min(1) }),
  z.strictObject({ action: z.literal("renameLocation"), ...ofShop, location: z.string(), name: z.string().min(1) }),
  z.strictObject({ action: z.literal("activateLocation"), ...ofShop, location: z.string() }),
  z.strictObject({ action: z.literal("deactivateLocation"), ...ofShop, location: z.string() }),
  z.strictObject({ action: z.literal("deleteLocation"), ...ofShop, location: z.string() }),
  z.strictObject({
    action: z.literal("editShop"),
    ...ofShop,
    ...shopSettings,
  }),
  z.strictObject({ action: z.literal("requestCustomerData"), ...ofShop, customer }),
  z.strictObject({ action: z.literal("redactCustomer"), ...ofShop, customer }),
]);

export type MerchantAction = z.output<typeof merchantAction>;

/** Does one action of the merchant; answers what it made. @throws Error with the sentence the admin would show. */
export function actOnMerchant(simulator: Simulator, action: MerchantAction): Record<string, unknown> {
  const { merchant } = simulator.shop(action.shop);
  const { collections, locations, settings } = merchant;
  switch (action.action) {
    case "createProduct":
      return { product: merchant.createProduct({ title: action.title }) };
    case "addVariant":
      return {
        variant: merchant.addVariant(action.product, { optionValues: action.optionValues, price: action.price }),
      };
    case "createCollection":
      return { collection: collections.create(action.title) };
    case "addLocation":
      return { location: locations.add(action.name) };
    case "editProduct": {
      const { title, descriptionHtml, vendor, tags, status } = action;
      merchant.editProduct(action.product, given({ title, descriptionHtml, vendor, tags, status }));
      break;
    }
    case "editShop": {
      const { name, currencyCode, ianaTimezone } = action;
      settings.edit(given({ name, currencyCode, ianaTimezone }));
      break;
    }
    case "deleteProduct":
      merchant.deleteProduct(action.product);
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
    case "deleteMetafield":
      merchant.deleteMetafield(action.product, { namespace: action.namespace, key: action.key });
      break;
    case "addImage":
      merchant.addImage(action.product, action.url);
      break;
    case "setStock":
      merchant.setStock(action.variant, action.available, action.location);
      break;
    case "disconnectStock":
      merchant.disconnectStock(action.variant, action.location);
      break;
    case "placeOrder":
      merchant.placeOrder(action.variant, action.quantity, action.location);
      break;
    case "deleteCollection":
      collections.delete(action.collection);
      break;
    case "addToCollection":
      collections.addProduct(action.collection, action.product);
      break;
    case "removeFromCollection":
      collections.removeProduct(action.collection, action.product);
      break;
    case "renameLocation":
      locations.rename(action.location, action.name);
      break;
    case "activateLocation":
      locations.activate(action.location);
      break;
    case "deactivateLocation":
      locations.deactivate(action.location);
      break;
    case "deleteLocation":
      locations.delete(action.location);
      break;
    case "requestCustomerData":
      settings.requestCustomerData(action.customer);
      break;
    case "redactCustomer":
      settings.redactCustomer(action.customer);
      break;
  }
  return {};
}

/** What an action leaves out stays as it is. */
function given<Fields extends object>(fields: Fields): { [Name in keyof Fields]?: NonNullable<Fields[Name]> } {
  const kept: { [Name in keyof Fields]?: NonNullable<Fields[Name]> } = {};
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) Object.assign(kept, { [name]: value });
  return kept;
}
