import { type ConnectionArguments, paginate } from "../graphql/connections.ts";
import { defineObjectType } from "../graphql/object-types.ts";
import { gid, idOfKind } from "../state/gids.ts";
import type { CollectionRecord, ProductRecord } from "../state/records.ts";
import type { ShopState } from "../state/shop.ts";
import { dateTime } from "./times.ts";

defineObjectType<CollectionRecord>("Collection", {
  id: (collection) => gid("Collection", collection.id),
  legacyResourceId: (collection) => String(collection.id),
  title: (collection) => collection.title,
  handle: (collection) => collection.handle,
  updatedAt: (collection) => dateTime(collection.updatedAtMs),
  products: (collection, args: ConnectionArguments, { shop }) => paginate(productsIn(shop, collection), args),
  productsCount: (collection, _args: object, { shop }) => ({
    count: productsIn(shop, collection).length,
    precision: "EXACT",
  }),
  hasProduct: (collection, args: { id: string }, { shop }) =>
    shop.catalog.product(idOfKind("Product", args.id))?.collectionIds.includes(collection.id) === true,
});

const productsIn = (shop: ShopState, { id }: CollectionRecord): ProductRecord[] =>
  [...shop.catalog.products()].filter((product) => product.collectionIds.includes(id));
