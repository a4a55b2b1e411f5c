/** Starts the workflows of Shopify Flow that begin with one of the app's triggers; needs no scope. */
export const TRIGGER_FLOW = `#graphql
  mutation TriggerFlow($handle: String!, $payload: JSON!) {
    flowTriggerReceive(handle: $handle, payload: $payload) {
      userErrors {
        field
        message
      }
    }
  }
` as const;
