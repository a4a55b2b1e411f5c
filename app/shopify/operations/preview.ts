/** What the shop shows of up to 100 products, from the record: what an update may change, and what a merchant may have edited. */
export const READ_SHOWN_PRODUCTS = `#graphql
  query ReadShownProducts($ids: [ID!]!, $variantCount: Int!) {
    nodes(ids: $ids) {
      ... on Product {
        id
        title
        descriptionHtml
        handle
        vendor
        productType
        tags
        status
        seo {
          title
          description
        }
        variants(first: $variantCount) {
          nodes {
            id
            sku
            barcode
            price
            compareAtPrice
            taxable
            inventoryPolicy
            inventoryItem {
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
          }
        }
      }
    }
  }
` as const;

/** Products with certain handles, from the search index, which lags a little; the identity tells which are ours. */
export const FIND_HANDLES = `#graphql
  query FindHandles($query: String!, $count: Int!) {
    products(first: $count, query: $query) {
      nodes {
        id
        handle
        title
        identity: metafield(namespace: "$app:relay", key: "product_id") {
          value
        }
      }
    }
  }
` as const;

/** Variants with certain skus, from the search index. */
export const FIND_SKUS = `#graphql
  query FindSkus($query: String!, $count: Int!) {
    productVariants(first: $count, query: $query) {
      nodes {
        id
        sku
        product {
          id
          title
        }
      }
    }
  }
` as const;
