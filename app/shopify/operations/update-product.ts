/** Scalars and tags only: lists of variants, options or metafields would delete what a merchant added. */
export const UPDATE_PRODUCT = `#graphql
  mutation UpdateProduct($product: ProductUpdateInput!) {
    productUpdate(product: $product) {
      product {
        id
        handle
        updatedAt
      }
      userErrors {
        field
        message
      }
    }
  }
` as const;

/** Success is "no userError with my index": the payload lists refused variants too. */
export const UPDATE_VARIANTS = `#graphql
  mutation UpdateVariants($productId: ID!, $variants: [ProductVariantsBulkInput!]!) {
    productVariantsBulkUpdate(productId: $productId, variants: $variants, allowPartialUpdates: true) {
      productVariants {
        id
      }
      userErrors {
        code
        field
        message
      }
    }
  }
` as const;

/**
 * Atomic: any error and nothing is made. PRESERVE_STANDALONE_VARIANT, because the default deletes a lone "Default Title".
 * `withMedia` tells which medium each variant shows.
 */
export const ADD_VARIANTS = `#graphql
  mutation AddVariants(
    $productId: ID!
    $variants: [ProductVariantsBulkInput!]!
    $media: [CreateMediaInput!]
    $withMedia: Boolean!
  ) {
    productVariantsBulkCreate(productId: $productId, variants: $variants, media: $media, strategy: PRESERVE_STANDALONE_VARIANT) {
      productVariants {
        id
        sku
        title
        media(first: 1) @include(if: $withMedia) {
          nodes {
            id
          }
        }
        inventoryItem {
          id
        }
      }
      userErrors {
        code
        field
        message
      }
    }
  }
` as const;
