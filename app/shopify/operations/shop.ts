/** What the app needs to know of a shop when it is connected. */
export const SHOP_FACTS = `#graphql
  query ShopFacts {
    shop {
      id
      name
      currencyCode
      ianaTimezone
      resourceLimits {
        maxProductVariants
      }
    }
    locations(first: 50) {
      nodes {
        id
        name
        isActive
        fulfillsOnlineOrders
      }
    }
    currentAppInstallation {
      accessScopes {
        handle
      }
    }
  }
` as const;
