import type { BulkOperationRecord } from "../../state/bulk-operations.ts";
import { inventoryLevelGid } from "../../state/gids.ts";
import { newLocation } from "../../state/locations.ts";
import type { InventoryItemRecord, Mutable, ProductRecord, VariantRecord } from "../../state/records.ts";
import type { ShopState } from "../../state/shop.ts";
import { StoredFile } from "../../state/stored-file.ts";
import { blankProduct } from "../../rules/products/fields.ts";
import { applyStandaloneVariant } from "../../rules/products/variant-list.ts";
import { blankVariant } from "../../rules/variants/fields.ts";
import type { IdMap } from "./id-map.ts";
import { isRecord, type Json } from "../recordings/json.ts";
import { asNames, idOf, isStatus, mergeMedia, mergeMetafields, nodesOf, valueNames } from "./told.ts";

/**
 * Lays what earlier answers tell into a shop, under the recorded ids: for set-up whose requests are not recorded.
 *
 * Products with their options, variants, metafields and stock, collections, and locations. What an answer does not tell stays as a
 * new record has it.
 */
export class Foundation {
  readonly #shop: ShopState;
  readonly #ids: IdMap;

  constructor(shop: ShopState, ids: IdMap) {
    this.#shop = shop;
    this.#ids = ids;
  }

  /** Reads the `data` of an answer. */
  layAnswer(data: unknown): void {
    if (isRecord(data)) this.#lay(this.#ids.translate(data));
  }

  #lay(value: unknown): void {
    if (Array.isArray(value)) for (const entry of value) this.#lay(entry);
    if (!isRecord(value)) return;
    const deleted = this.#shop.catalog.product(idOf("Product", value["deletedProductId"]));
    if (deleted) this.#shop.catalog.remove(deleted);
    this.#shop.collections.delete(idOf("Collection", value["deletedCollectionId"]) ?? 0);
    const id = typeof value["id"] === "string" ? value["id"] : "";
    if (idOf("Product", id) !== null) this.#layProduct(value);
    else if (idOf("ProductVariant", id) !== null) this.#layVariantAlone(value);
    else if (idOf("InventoryItem", id) !== null) this.#layItemAlone(value);
    else if (idOf("Location", id) !== null) this.#layLocation(value);
    else if (idOf("Collection", id) !== null) this.#layCollection(value);
    else if (idOf("BulkOperation", id) !== null) this.#layBulkOperation(value);
    else for (const entry of Object.values(value)) this.#lay(entry);
  }

  #layCollection(told: Json): void {
    const id = idOf("Collection", told["id"]) ?? 0;
    const former = this.#shop.collections.get(id);
    const title = typeof told["title"] === "string" ? told["title"] : former?.title;
    const handle = typeof told["handle"] === "string" ? told["handle"] : former?.handle;
    if (title === undefined || handle === undefined) return;
    this.#shop.collections.set(id, { kind: "Collection", id, title, handle, updatedAtMs: this.#shop.nowMs() });
  }

  #layProduct(told: Json): ProductRecord {
    const { catalog } = this.#shop;
    const id = idOf("Product", told["id"]) ?? 0;
    const draft: Mutable<ProductRecord> = { ...(catalog.product(id) ?? this.#newProduct(id, told)) };
    if (typeof told["title"] === "string") draft.title = told["title"];
    if (typeof told["handle"] === "string") draft.handle = told["handle"];
    if (typeof told["descriptionHtml"] === "string") draft.descriptionHtml = told["descriptionHtml"];
    if (isStatus(told["status"])) draft.status = told["status"];
    if (Array.isArray(told["tags"])) draft.tags = told["tags"].map(String);
    draft.metafields = mergeMetafields(this.#shop, draft.metafields, told);
    draft.media = mergeMedia(this.#shop, draft.media, nodesOf(told["media"]) ?? []);
    this.#layOptions(draft, told["options"]);
    const variants = nodesOf(told["variants"]);
    if (variants) {
      // Media that only a variant tells of are the product's, too.
      draft.media = mergeMedia(
        this.#shop,
        draft.media,
        variants.flatMap((variant) => nodesOf(variant["media"]) ?? []),
      );
      draft.variants = variants
        .filter((variant) => idOf("ProductVariant", variant["id"]) !== null)
        .map((variant) => this.#variant(draft, variant));
    }
    catalog.put(draft);
    return draft;
  }

  #newProduct(id: number, told: Json): ProductRecord {
    const draft = { ...blankProduct(this.#shop), id };
    const title = typeof told["title"] === "string" ? told["title"] : "Untitled";
    draft.title = title;
    draft.handle = this.#shop.catalog.freeHandle(`told-${id}`);
    applyStandaloneVariant(this.#shop, draft);
    return draft;
  }

  #layOptions(draft: Mutable<ProductRecord>, told: unknown): void {
    if (!Array.isArray(told)) return;
    draft.options = told.filter(isRecord).map((option) => {
      const values = Array.isArray(option["optionValues"])
        ? option["optionValues"].filter(isRecord)
        : asNames(option["values"]);
      const { ids } = this.#shop.environment;
      return {
        id: idOf("ProductOption", option["id"]) ?? ids.option.next(),
        name: String(option["name"]),
        values: values.map((value) => ({
          id: idOf("ProductOptionValue", value["id"]) ?? ids.optionValue.next(),
          name: String(value["name"]),
        })),
      };
    });
    draft.variants = draft.variants.map((variant) => ({
      ...variant,
      values: draft.options.map(
        (option, place) =>
          option.values.find((value) => value.name === variant.values[place]?.name) ??
          option.values[0] ?? { id: 0, name: "" },
      ),
    }));
  }

  #variant(product: ProductRecord, told: Json): VariantRecord {
    const id = idOf("ProductVariant", told["id"]) ?? 0;
    const former = product.variants.find((variant) => variant.id === id);
    const draft: Mutable<VariantRecord> = former ? { ...former } : { ...blankVariant(this.#shop, product.id), id };
    draft.item = { ...draft.item, variantId: id };
    if (typeof told["sku"] === "string") draft.sku = told["sku"];
    if (typeof told["barcode"] === "string") draft.barcode = told["barcode"];
    if (typeof told["price"] === "string") draft.price = told["price"];
    draft.metafields = mergeMetafields(this.#shop, draft.metafields, told);
    const [medium] = nodesOf(told["media"]) ?? [];
    if (medium) draft.mediaId = idOf("MediaImage", medium["id"]);
    const names = valueNames(told);
    draft.values = product.options.map(
      (option, place) =>
        option.values.find((value) => value.name === names[place]) ??
        draft.values[place] ??
        option.values[0] ?? { id: this.#shop.environment.ids.optionValue.next(), name: names[place] ?? "" },
    );
    if (isRecord(told["inventoryItem"])) this.#describeItem(draft.item, told["inventoryItem"], draft);
    return draft;
  }

  #layVariantAlone(told: Json): void {
    const variant = this.#shop.catalog.variant(idOf("ProductVariant", told["id"]));
    const product = variant && this.#shop.catalog.product(variant.productId);
    if (product) {
      const changed = this.#variant(product, told);
      const variants = product.variants.map((other) => (other.id === changed.id ? changed : other));
      this.#shop.catalog.put({ ...product, variants });
    } else if (isRecord(told["product"])) {
      this.#layProduct({ ...told["product"], variants: { nodes: [told] } });
    }
  }

  #layItemAlone(told: Json): void {
    const item = this.#shop.catalog.item(idOf("InventoryItem", told["id"]));
    const variant = item && this.#shop.catalog.variant(item.variantId);
    if (variant) this.#layVariantAlone({ id: `gid://shopify/ProductVariant/${variant.id}`, inventoryItem: told });
    else if (isRecord(told["variant"])) this.#layVariantAlone({ ...told["variant"], inventoryItem: told });
  }

  #describeItem(item: InventoryItemRecord, told: Json, variant: Mutable<VariantRecord>): void {
    const id = idOf("InventoryItem", told["id"]) ?? item.id;
    const levels = nodesOf(told["inventoryLevels"]);
    variant.item = {
      ...item,
      id,
      tracked: typeof told["tracked"] === "boolean" ? told["tracked"] : item.tracked,
      levels: levels ? levels.flatMap((level) => this.#level(level, id)) : [...item.levels],
    };
  }

  #level(told: Json, itemId: number): InventoryItemRecord["levels"] {
    if (!isRecord(told["location"])) return [];
    const locationId = this.#layLocation(told["location"]);
    if (typeof told["id"] === "string") this.#ids.learn(told["id"], inventoryLevelGid(locationId, itemId));
    const quantities = Array.isArray(told["quantities"]) ? told["quantities"].filter(isRecord) : [];
    const quantityOf = (name: string): number => {
      const found = quantities.find((quantity) => quantity["name"] === name)?.["quantity"];
      return typeof found === "number" ? found : 0;
    };
    const nowMs = this.#shop.nowMs();
    return [{ locationId, available: quantityOf("available"), committed: quantityOf("committed"), updatedAtMs: nowMs }];
  }

  /** An operation that has just been started; what it works on is not told. */
  #layBulkOperation(told: Json): void {
    const id = idOf("BulkOperation", told["id"]) ?? 0;
    const isUnderWay = told["status"] === "CREATED" || told["status"] === "RUNNING";
    if (!isUnderWay || this.#shop.bulkOperations.withId(id)) return;
    const type = told["type"] === "QUERY" ? "QUERY" : "MUTATION";
    const operation: BulkOperationRecord = {
      kind: "BulkOperation",
      id,
      type,
      document: "{ shop { id } }",
      scopes: [],
      clientIdentifier: null,
      upload: type === "MUTATION" ? new StoredFile() : null,
      groupObjects: true,
      createdAtMs: this.#shop.nowMs(),
      status: "CREATED",
      endedAtMs: null,
      errorCode: null,
      objectCount: 0,
      rootObjectCount: 0,
      result: new StoredFile(),
      resultKey: null,
      notSimulated: null,
    };
    this.#shop.bulkOperations.add(operation);
    this.#shop.environment.bulkRunner.start(this.#shop.domain, operation);
  }

  #layLocation(told: Json): number {
    const id = idOf("Location", told["id"]) ?? 0;
    let location = this.#shop.location(id);
    if (!location) {
      location = { ...newLocation(this.#shop.environment, `Location ${id}`), id };
      this.#shop.locations.push(location);
    }
    if (typeof told["name"] === "string") location.name = told["name"];
    if (typeof told["isActive"] === "boolean") location.isActive = told["isActive"];
    if (told["isFulfillmentService"] === true) location.isFulfillmentService = true;
    if (typeof told["fulfillsOnlineOrders"] === "boolean") location.fulfillsOnlineOrders = told["fulfillsOnlineOrders"];
    return id;
  }
}
