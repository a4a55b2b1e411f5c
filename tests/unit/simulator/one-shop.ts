import { type ManualClock, manualClock } from "#tests/simulator/clock.ts";
import {
  createSimulator,
  type Simulator,
  type SimulatedShop,
  type SimulatorOptions,
} from "#tests/simulator/simulator.ts";

export const domain = "alpha.myshopify.com";
export const clientId = "client-of-the-tests";
export const clientSecret = "secret-of-the-tests";
export const identity = { namespace: "$app:relay", key: "product_id" } as const;

export interface GraphqlAnswer {
  status: number;
  headers: Headers;
  data: Record<string, unknown> | null | undefined;
  errors: { message: string; path?: unknown; extensions?: Record<string, unknown> }[] | undefined;
  cost: {
    requestedQueryCost: number;
    actualQueryCost: number | null;
    throttleStatus: { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };
  };
  /** What the answer notes about its searches. */
  search: unknown;
}

export interface OneShop {
  simulator: Simulator;
  shop: SimulatedShop;
  clock: ManualClock;
  accessToken: string;
  refreshToken: string;
  call: (query: string, variables?: Record<string, unknown>, version?: string) => Promise<GraphqlAnswer>;
}

/** A simulator with one shop that has the app installed, on a clock that stands still. */
export function openShop(
  options: Partial<Omit<SimulatorOptions, "shops">> & { shop?: Partial<SimulatorOptions["shops"][number]> } = {},
): OneShop {
  const { shop: shopOptions, ...rest } = options;
  const clock = manualClock(Date.parse("2026-11-24T10:00:00Z"));
  const simulator = createSimulator({ clientId, clientSecret, clock, ...rest, shops: [{ domain, ...shopOptions }] });
  const { accessToken, refreshToken } = simulator.installApp(domain);
  return {
    simulator,
    shop: simulator.shop(domain),
    clock,
    accessToken,
    refreshToken,
    call: (query, variables = {}, version = "2026-10") =>
      callGraphql(simulator, accessToken, query, variables, version),
  };
}

export async function callGraphql(
  simulator: Simulator,
  accessToken: string,
  query: string,
  variables: Record<string, unknown> = {},
  version = "2026-10",
): Promise<GraphqlAnswer> {
  const response = await simulator.fetch(`https://${domain}/admin/api/${version}/graphql.json`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-shopify-access-token": accessToken },
    body: JSON.stringify({ query, variables }),
  });
  const body: Pick<GraphqlAnswer, "data" | "errors"> & { extensions: Pick<GraphqlAnswer, "cost" | "search"> } =
    JSON.parse(await response.text());
  const { status, headers } = response;
  const { cost, search } = body.extensions ?? {};
  return { status, headers, data: body.data, errors: body.errors, cost, search };
}

export const createProduct = `mutation CreateProduct($input: ProductSetInput!, $identifier: ProductSetIdentifiers) {
  productSet(identifier: $identifier, input: $input, synchronous: true) {
    product { id handle }
    userErrors { code field message }
  }
}`;

export const defineIdentity = `mutation DefineIdentity($definition: MetafieldDefinitionInput!) {
  metafieldDefinitionCreate(definition: $definition) {
    createdDefinition { id namespace key }
    userErrors { code field message }
  }
}`;

export const identityDefinition = {
  definition: {
    name: "Our product id",
    ...identity,
    ownerType: "PRODUCT",
    type: "id",
    access: { admin: "MERCHANT_READ" },
  },
};

export const sizes = ["S", "M", "L"];

/** An input of `productSet` with one option "Size". */
export function productInput(
  identityValue: string | null,
  sizeNames: readonly string[] = sizes,
): Record<string, unknown> {
  return {
    title: "Shirt",
    ...(identityValue === null ? {} : { metafields: [{ ...identity, type: "id", value: identityValue }] }),
    productOptions: [{ name: "Size", position: 1, values: sizeNames.slice(0, 250).map((name) => ({ name })) }],
    variants: sizeNames.map((name) => ({
      optionValues: [{ optionName: "Size", name }],
      sku: `SHIRT-${name}`,
      price: "19.90",
      inventoryItem: { tracked: true },
    })),
  };
}

/** A shop whose identity definition is there. */
export async function openReadyShop(options: Parameters<typeof openShop>[0] = {}): Promise<OneShop> {
  const opened = openShop(options);
  await opened.call(defineIdentity, identityDefinition);
  return opened;
}

/** What a mutation answered under its root field. */
export function payloadOf(answer: GraphqlAnswer, field: string): Record<string, unknown> {
  const payload = answer.data?.[field];
  if (typeof payload !== "object" || payload === null) {
    throw new Error(`No ${field} in the answer: ${JSON.stringify(answer.errors)}`);
  }
  return { ...payload };
}

export interface AnsweredUserError {
  code: string | null;
  field: string[] | null;
  message: string;
}

export function userErrorsOf(answer: GraphqlAnswer, field: string): AnsweredUserError[] {
  const { userErrors } = payloadOf(answer, field);
  if (!Array.isArray(userErrors)) throw new Error(`No userErrors in ${field}.`);
  const errors: AnsweredUserError[] = userErrors;
  return errors;
}

/** The id of what a mutation answered under `key` of its payload. */
export function idIn(answer: GraphqlAnswer, field: string, key: string): string {
  const value = payloadOf(answer, field)[key];
  if (typeof value !== "object" || value === null || !("id" in value) || typeof value.id !== "string") {
    throw new Error(`No ${key} with an id in ${field}: ${JSON.stringify(answer.data)}`);
  }
  return value.id;
}
