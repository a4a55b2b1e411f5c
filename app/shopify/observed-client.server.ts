import { countCall } from "#app/platform/metrics.server.ts";
import type { AdminAnswer, AdminClient, Operation, RequestOptions } from "./client.server.ts";
import { ShopifyError, ThrottledError } from "./errors.ts";
import { operationName } from "./operation-name.ts";

/** A client whose every call is counted: by operation and outcome, with its time and its points. */
export function observeClient(client: AdminClient): AdminClient {
  const { shopDomain } = client;
  return {
    shopDomain,
    async request<Op extends Operation>(operation: Op, options: RequestOptions<Op>): Promise<AdminAnswer<Op>> {
      const startedAt = performance.now();
      const count = (outcome: string, { cost }: Pick<AdminAnswer<Op>, "cost">, isThrottled = false) =>
        countCall({
          shopDomain,
          operation: operationName(operation),
          outcome,
          isThrottled,
          milliseconds: performance.now() - startedAt,
          points: cost?.actualPoints ?? 0,
        });
      try {
        const answer = await client.request(operation, options);
        count("answered", answer);
        return answer;
      } catch (error) {
        if (error instanceof ShopifyError) count(error.code, error.facts, error instanceof ThrottledError);
        throw error;
      }
    },
  };
}
