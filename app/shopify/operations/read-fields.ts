/** What a merchant may have edited since the app last wrote. */
export const READ_PRODUCT_FIELDS = `#graphql
  query ReadProductFields($id: ID!) {
    product(id: $id) {
      id
      title
      descriptionHtml
      tags
    }
  }
` as const;
