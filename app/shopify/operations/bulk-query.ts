/** All products of a shop with their variants, run by Shopify as a bulk query: `edges` only, an `id` in every parent. */
export const RECONCILE_PRODUCTS = `#graphql
  query ReconcileProducts {
    products(sortKey: ID) {
      edges {
        node {
          id
          handle
          title
          status
          updatedAt
          identity: metafield(namespace: "$app:relay", key: "product_id") {
            value
          }
          variants {
            edges {
              node {
                id
                sku
                barcode
                selectedOptions {
                  value
                }
                inventoryItem {
                  id
                }
              }
            }
          }
        }
      }
    }
  }
` as const;

export const RUN_BULK_QUERY = `#graphql
  mutation RunBulkQuery($query: String!) {
    bulkOperationRunQuery(query: $query, groupObjects: false) {
      bulkOperation {
        id
        status
      }
      userErrors {
        code
        field
        message
      }
    }
  }
` as const;

/** The newest bulk queries, with their text: finds one that was started and whose answer was lost. */
export const FIND_BULK_QUERIES = `#graphql
  query FindBulkQueries {
    bulkOperations(first: 10, query: "operation_type:QUERY", sortKey: CREATED_AT, reverse: true) {
      nodes {
        id
        status
        query
      }
    }
  }
` as const;

export const BULK_QUERY_STATUS = `#graphql
  query BulkQueryStatus($id: ID!) {
    bulkOperation(id: $id) {
      id
      status
      errorCode
      objectCount
      url
    }
  }
` as const;
