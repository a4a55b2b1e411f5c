/** Writes our ids to up to 25 products, all or none. */
export const SET_IDENTITIES = `#graphql
  mutation SetIdentities($metafields: [MetafieldsSetInput!]!) {
    metafieldsSet(metafields: $metafields) {
      userErrors {
        code
        field
        message
      }
    }
  }
` as const;
