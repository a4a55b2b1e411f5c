/**
 * What a route can name in a shop: its sales channels, and the names of what is named already; null entries are gone.
 * `name` is deprecated for the title of the catalog, which for a sales channel need not be the channel's name.
 */
export const READ_ROUTE_CHOICES = `#graphql
  query ReadRouteChoices($ids: [ID!]!, $channelCount: Int!) {
    nodes(ids: $ids) {
      ... on Publication {
        id
        name
      }
      ... on Collection {
        id
        title
      }
    }
    publications(first: $channelCount, catalogType: APP) {
      nodes {
        id
        name
      }
    }
  }
` as const;

/** Collections by the words of their titles, from the search index. */
export const FIND_COLLECTIONS = `#graphql
  query FindCollections($query: String!, $count: Int!) {
    collections(first: $count, query: $query, sortKey: TITLE) {
      nodes {
        id
        title
      }
      pageInfo {
        hasNextPage
      }
    }
  }
` as const;
