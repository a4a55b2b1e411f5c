/** The ids of up to 100 products and their variants in one call, from the record. Entries are null for deleted products. */
export const READ_CREATED_PRODUCTS = `#graphql
  query ReadCreatedProducts($ids: [ID!]!, $variantCount: Int!) {
    nodes(ids: $ids) {
      ... on Product {
        id
        handle
        variants(first: $variantCount) {
          nodes {
            id
            sku
            title
            inventoryItem {
              id
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  }
` as const;

/** All variants of one product: a single product at the root may be asked for up to 2,048 (Shopify: schema text). */
export const READ_ALL_VARIANTS = `#graphql
  query ReadAllVariants($id: ID!, $variantCount: Int!, $after: String) {
    product(id: $id) {
      id
      handle
      variants(first: $variantCount, after: $after) {
        nodes {
          id
          sku
          title
          inventoryItem {
            id
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
