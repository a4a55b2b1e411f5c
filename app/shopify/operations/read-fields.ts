/** What a merchant may have edited since the app last wrote; only what a decision hangs on. */
export const READ_PRODUCT_FIELDS = `#graphql
  query ReadProductFields(
    $id: ID!
    $withDetails: Boolean!
    $withMetafields: Boolean!
    $metafieldKeys: [String!]
    $metafieldCount: Int!
    $withMedia: Boolean!
  ) {
    product(id: $id) {
      id
      handle
      title
      descriptionHtml
      tags
      vendor
      productType
      status
      seo @include(if: $withDetails) {
        title
        description
      }
      category @include(if: $withDetails) {
        id
      }
      metafields(first: $metafieldCount, keys: $metafieldKeys) @include(if: $withMetafields) {
        nodes {
          namespace
          key
          value
        }
      }
      media(first: 250) @include(if: $withMedia) {
        nodes {
          id
          status
          ... on MediaImage {
            image {
              url
            }
          }
        }
      }
    }
  }
` as const;

export const READ_PRODUCT_STATUS = `#graphql
  query ReadProductStatus($id: ID!) {
    product(id: $id) {
      id
      status
    }
  }
` as const;

/** The same of variants. A single product at the root may be asked for up to 2,048 (Shopify: schema text). */
export const READ_VARIANT_FIELDS = `#graphql
  query ReadVariantFields(
    $id: ID!
    $variantCount: Int!
    $after: String
    $withOptions: Boolean!
    $withMedia: Boolean!
    $withItem: Boolean!
  ) {
    product(id: $id) {
      id
      variants(first: $variantCount, after: $after) {
        nodes {
          id
          sku
          price
          compareAtPrice
          barcode
          taxable
          inventoryPolicy
          selectedOptions @include(if: $withOptions) {
            value
          }
          media(first: 1) @include(if: $withMedia) {
            nodes {
              id
              ... on MediaImage {
                image {
                  url
                }
              }
            }
          }
          inventoryItem @include(if: $withItem) {
            id
            tracked
            requiresShipping
            harmonizedSystemCode
            countryCodeOfOrigin
            unitCost {
              amount
            }
            measurement {
              weight {
                value
                unit
              }
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
` as const;
