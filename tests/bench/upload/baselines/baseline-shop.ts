import { z } from "zod";
import { IDENTITY } from "#app/shopify/operations/identity.ts";
import { CREATE, DEFINE, READ_BACK } from "./baseline-calls.ts";
import type { CreateInput } from "./baseline-products.ts";

/** Shopify has refused a call as a whole, as it does with THROTTLED. */
export class RefusedCallError extends Error {
  override readonly name = "RefusedCallError";
}

/** The two calls that an upload needs, as a client makes them that knows nothing of points. */
export interface BaselineShop {
  /** The new product's id. @throws {RefusedCallError} */
  create(input: CreateInput): Promise<string>;
  /** How many variants of these products have their ids in the answer. @throws {RefusedCallError} */
  readBack(productIds: readonly string[], variantCount: number): Promise<number>;
}

const created = z.object({
  productSet: z.object({ product: z.object({ id: z.string() }).nullable(), userErrors: z.array(z.unknown()) }),
});
const read = z.object({
  nodes: z.array(z.object({ variants: z.object({ nodes: z.array(z.object({ id: z.string() })) }) }).nullable()),
});
const answerBody = z.object({ data: z.unknown().optional(), errors: z.unknown().optional() });

const ADMIN_PATH = "/admin/api/2026-10/graphql.json";

/** A shop whose app is installed. It gets the definition of the identity that every create carries. */
export async function openBaselineShop(
  fetch: typeof globalThis.fetch,
  { domain, accessToken }: { domain: string; accessToken: string },
): Promise<BaselineShop> {
  async function call<Schema extends z.ZodType>(
    schema: Schema,
    query: string,
    variables: object,
  ): Promise<z.output<Schema>> {
    const response = await fetch(`https://${domain}${ADMIN_PATH}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-shopify-access-token": accessToken },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = answerBody.parse(await response.json());
    if (errors !== undefined) throw new RefusedCallError(JSON.stringify(errors));
    return schema.parse(data);
  }

  const definition = { ...IDENTITY, name: "Product id", ownerType: "PRODUCT" };
  await call(z.unknown(), DEFINE, { definition });
  return {
    async create(input) {
      const { product, userErrors } = (await call(created, CREATE, { input })).productSet;
      if (product === null) throw new Error(`A product was refused: ${JSON.stringify(userErrors)}`);
      return product.id;
    },
    async readBack(ids, variantCount) {
      const { nodes } = await call(read, READ_BACK, { ids, variantCount });
      return nodes.reduce((sum, node) => sum + (node?.variants.nodes.length ?? 0), 0);
    },
  };
}
