export const UNPUBLISH_PRODUCT = `#graphql
  mutation UnpublishProduct($id: ID!, $publications: [PublicationInput!]!) {
    publishableUnpublish(id: $id, input: $publications) {
      userErrors {
        field
        message
      }
    }
  }
` as const;

export const PUBLISH_PRODUCT = `#graphql
  mutation PublishProduct($id: ID!, $publications: [PublicationInput!]!) {
    publishablePublish(id: $id, input: $publications) {
      userErrors {
        field
        message
      }
    }
  }
` as const;
