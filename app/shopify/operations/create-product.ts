/**
 * Create only: without an identifier Shopify never updates, and a taken identity is refused. `withIds`: the variants' ids
 * come with the answer, which costs more than to read those of many products together.
 */
export const CREATE_PRODUCT = `#graphql
  mutation CreateProduct($input: ProductSetInput!, $withIds: Boolean!, $variantCount: Int!) {
    productSet(input: $input, synchronous: true) {
      product {
        id
        handle
        variants(first: $variantCount) @include(if: $withIds) {
          nodes {
            id
            sku
            title
            inventoryItem {
              id
            }
          }
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
