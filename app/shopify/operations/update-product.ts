/**
 * Plain fields, tags, metafields (which are merged by namespace and key) and new media. What a list of variants or options
 * would leave out might be a merchant's, so none is sent.
 */
export const UPDATE_PRODUCT = `#graphql
  mutation UpdateProduct($product: ProductUpdateInput!, $media: [CreateMediaInput!]) {
    productUpdate(product: $product, media: $media) {
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

/** Media of one product, with their files. One that the product does not have refuses all. */
export const DELETE_MEDIA = `#graphql
  mutation DeleteMedia($productId: ID!, $mediaIds: [ID!]!) {
    productDeleteMedia(productId: $productId, mediaIds: $mediaIds) {
      deletedMediaIds
      mediaUserErrors {
        code
        field
        message
      }
    }
  }
` as const;

/** Success is "no userError with my index": the payload lists refused variants too. */
export const UPDATE_VARIANTS = `#graphql
  mutation UpdateVariants($productId: ID!, $variants: [ProductVariantsBulkInput!]!, $media: [CreateMediaInput!]) {
    productVariantsBulkUpdate(productId: $productId, variants: $variants, media: $media, allowPartialUpdates: true) {
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
