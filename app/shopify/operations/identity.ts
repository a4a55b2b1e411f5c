/** Where a product carries our id: an app-owned metafield of type `id`, which Shopify keeps unique by itself. */
export const IDENTITY = { namespace: "$app:relay", key: "product_id", type: "id" } as const;

export const IDENTITY_DEFINITION = `#graphql
  query IdentityDefinition {
    metafieldDefinition(identifier: { ownerType: PRODUCT, namespace: "$app:relay", key: "product_id" }) {
      id
      type {
        name
      }
    }
  }
` as const;

export const DEFINE_IDENTITY = `#graphql
  mutation DefineIdentity($definition: MetafieldDefinitionInput!) {
    metafieldDefinitionCreate(definition: $definition) {
      createdDefinition {
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
 * Finds a product by our id in the record itself, which does not lag as the search index does, with what tells which of
 * several requests made it.
 */
export const FIND_BY_IDENTITY = `#graphql
  query FindByIdentity($identity: UniqueMetafieldValueInput!, $variantCount: Int!) {
    productByIdentifier(identifier: { customId: $identity }) {
      id
      handle
      createdAt
      title
      descriptionHtml
      tags
      variants(first: $variantCount) {
        nodes {
          id
          sku
          title
          price
          compareAtPrice
          barcode
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
