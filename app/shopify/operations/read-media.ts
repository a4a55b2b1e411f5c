/** The media that variants show and, `withProduct`, the images of their product, which have no address while they are processed. */
export const READ_MEDIA = `#graphql
  query ReadMedia($productId: ID!, $variantIds: [ID!]!, $withProduct: Boolean!) {
    nodes(ids: $variantIds) {
      ... on ProductVariant {
        id
        media(first: 1) {
          nodes {
            id
          }
        }
      }
    }
    product(id: $productId) @include(if: $withProduct) {
      id
      media(first: 250) {
        nodes {
          id
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

/** What became of the media of these products. Entries are null for deleted products. */
export const READ_MEDIA_STATUS = `#graphql
  query ReadMediaStatus($ids: [ID!]!, $mediaCount: Int!) {
    nodes(ids: $ids) {
      ... on Product {
        id
        media(first: $mediaCount) {
          nodes {
            id
            status
            mediaErrors {
              code
              message
            }
            ... on MediaImage {
              image {
                url
              }
            }
          }
        }
      }
    }
  }
` as const;
