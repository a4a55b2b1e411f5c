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
