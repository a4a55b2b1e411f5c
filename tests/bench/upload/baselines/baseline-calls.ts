/** The calls of an upload in their cheapest form, whatever the product makes of them. */

export const CREATE = `mutation Create($input: ProductSetInput!) {
  productSet(input: $input, synchronous: true) {
    product { id handle }
    userErrors { code field message }
  }
}`;

export const READ_BACK = `query ReadBack($ids: [ID!]!, $variantCount: Int!) {
  nodes(ids: $ids) {
    ... on Product {
      id
      handle
      identity: metafield(namespace: "$app:relay", key: "product_id") { value }
      variants(first: $variantCount) {
        nodes { id sku title position inventoryItem { id } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;

export const DEFINE = `mutation Define($definition: MetafieldDefinitionInput!) {
  metafieldDefinitionCreate(definition: $definition) {
    createdDefinition { id }
    userErrors { code field message }
  }
}`;
