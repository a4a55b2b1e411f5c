/** Create only: without an identifier Shopify never updates, and a taken identity is refused. */
export const CREATE_PRODUCT = `#graphql
  mutation CreateProduct($input: ProductSetInput!) {
    productSet(input: $input, synchronous: true) {
      product {
        id
        handle
      }
      userErrors {
        code
        field
        message
      }
    }
  }
` as const;
