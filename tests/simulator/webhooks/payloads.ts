import { gid, inventoryLevelGid } from "../state/gids.ts";
import type { InventoryItemRecord, LevelRecord, MediaRecord, ProductRecord, VariantRecord } from "../state/records.ts";
import type { ShopState } from "../state/shop.ts";
import { totalAvailable } from "../types/stock-totals.ts";
import { variantTitle } from "../rules/variants/titles.ts";

/* Bodies of webhooks: the REST shapes that Shopify's samples show. */

/** products/create and products/update. Only the first variants come in full; `variant_gids` names all of them. */
export function productPayload(shop: ShopState, product: ProductRecord): Record<string, unknown> {
  const full = product.variants.slice(0, shop.environment.fidelity.webhookFullVariants);
  const images = product.media.map((file, index) => imagePayload(product, file, index));
  return {
    admin_graphql_api_id: gid("Product", product.id),
    body_html: product.descriptionHtml,
    created_at: webhookTime(product.createdAtMs),
    handle: product.handle,
    id: product.id,
    product_type: product.productType,
    published_at: product.publishedAtMs === null ? null : webhookTime(product.publishedAtMs),
    template_suffix: product.templateSuffix,
    title: product.title,
    updated_at: webhookTime(product.updatedAtMs),
    vendor: product.vendor,
    status: product.status.toLowerCase(),
    published_scope: "web",
    tags: product.tags.join(", "),
    variants: full.map((variant, index) => variantPayload(variant, index + 1)),
    options: product.options.map((option, index) => ({
      name: option.name,
      id: option.id,
      product_id: product.id,
      position: index + 1,
      values: option.values.map((value) => value.name),
    })),
    images,
    image: images[0] ?? null,
    media: product.media.map((file, index) => ({
      id: file.id,
      product_id: product.id,
      position: index + 1,
      alt: file.alt === "" ? null : file.alt,
      media_content_type: "IMAGE",
      admin_graphql_api_id: gid("MediaImage", file.id),
    })),
    variant_gids: [...product.variants]
      .sort((a, b) => b.updatedAtMs - a.updatedAtMs)
      .map((variant) => ({
        admin_graphql_api_id: gid("ProductVariant", variant.id),
        updated_at: new Date(variant.updatedAtMs).toISOString(),
      })),
    has_variants_that_requires_components: false,
    category: null,
  };
}

function variantPayload(variant: VariantRecord, position: number): Record<string, unknown> {
  const quantity = totalAvailable(variant.item);
  return {
    admin_graphql_api_id: gid("ProductVariant", variant.id),
    barcode: variant.barcode,
    compare_at_price: variant.compareAtPrice,
    created_at: webhookTime(variant.createdAtMs),
    id: variant.id,
    inventory_policy: variant.inventoryPolicy.toLowerCase(),
    position,
    price: variant.price,
    product_id: variant.productId,
    sku: variant.sku,
    taxable: variant.taxable,
    title: variantTitle(variant),
    updated_at: webhookTime(variant.updatedAtMs),
    option1: variant.values[0]?.name ?? null,
    option2: variant.values[1]?.name ?? null,
    option3: variant.values[2]?.name ?? null,
    image_id: variant.mediaId,
    inventory_item_id: variant.item.id,
    inventory_quantity: quantity,
    old_inventory_quantity: quantity,
  };
}

function imagePayload(product: ProductRecord, file: MediaRecord, index: number): Record<string, unknown> {
  return {
    id: file.id,
    alt: file.alt === "" ? null : file.alt,
    position: index + 1,
    product_id: product.id,
    created_at: webhookTime(file.createdAtMs),
    updated_at: webhookTime(file.readyAtMs),
    src: file.originalSource,
    variant_ids: product.variants.filter((variant) => variant.mediaId === file.id).map((variant) => variant.id),
  };
}

/** inventory_levels/update and inventory_levels/connect. They name neither variant nor product. */
export function inventoryLevelPayload(item: InventoryItemRecord, level: LevelRecord): Record<string, unknown> {
  return {
    inventory_item_id: item.id,
    location_id: level.locationId,
    available: level.available,
    updated_at: webhookTime(level.updatedAtMs),
    admin_graphql_api_id: inventoryLevelGid(level.locationId, item.id),
  };
}

/** Webhook times carry seconds and an offset. */
export function webhookTime(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}+00:00`;
}
