/**
 * Sets what is available, up to 250 levels in one call, all or none. The key makes it safe to send again: Shopify keeps
 * the answer for 24 hours. A null group without errors means that nothing had to change.
 */
export const SET_AVAILABLE = `#graphql
  mutation SetAvailable($input: InventorySetQuantitiesInput!, $key: String!) {
    inventorySetQuantities(input: $input) @idempotent(key: $key) {
      inventoryAdjustmentGroup {
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
 * What is available of up to 250 items at one location. An entry is null for an item that the shop does not have, its level
 * for one that was never stocked there; one that was taken off the location is inactive and keeps its quantity.
 */
export const READ_AVAILABLE = `#graphql
  query ReadAvailable($ids: [ID!]!, $locationId: ID!) {
    nodes(ids: $ids) {
      ... on InventoryItem {
        id
        inventoryLevel(locationId: $locationId, includeInactive: true) {
          id
          isActive
          quantities(names: ["available"]) {
            name
            quantity
          }
        }
      }
    }
  }
` as const;

/** The shop's locations, those that are closed too. */
export const LOCATIONS = `#graphql
  query Locations($after: String) {
    locations(first: 250, after: $after, includeInactive: true) {
      nodes {
        id
        name
        isActive
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
` as const;
