import { z } from "zod";
import type { Simulator } from "../simulator.ts";
import type { SimulatorState } from "../simulator-state.ts";

/** What a route of the control API works on. */
export interface Controlled {
  simulator: Simulator;
  state: SimulatorState;
}

interface RouteDefinition<Query extends z.ZodObject, Body extends z.ZodType> {
  /** Method and path below `/__control`. */
  at: `${"GET" | "POST" | "DELETE"} /${string}`;
  /** One sentence for whoever lists the routes. */
  does: string;
  query?: Query;
  body?: Body;
  answer(controlled: Controlled, query: z.output<Query>, body: z.output<Body>): unknown;
}

export interface Route {
  method: string;
  path: string;
  /** As `GET /__control` shows it. */
  description: { route: string; does: string; query?: object; body?: object };
  /** Checks what was sent and does what the route is for. @throws ZodError, Error with a sentence for the caller. */
  run(controlled: Controlled, query: Record<string, string>, body: unknown): Promise<unknown>;
}

const nothing = z.strictObject({});

/** Makes a route whose input is checked before it does anything. */
export function route<Query extends z.ZodObject = typeof nothing, Body extends z.ZodType = typeof nothing>(
  definition: RouteDefinition<Query, Body>,
): Route {
  const { at, does, query, body } = definition;
  const [method = "", path = ""] = at.split(" ");
  return {
    method,
    path,
    description: {
      route: at,
      does,
      ...(query ? { query: shapeOf(query) } : {}),
      ...(body ? { body: shapeOf(body) } : {}),
    },
    async run(controlled, givenQuery, givenBody) {
      const checkedQuery = (query ?? nothing).parse(givenQuery) as z.output<Query>;
      const checkedBody = (body ?? nothing).parse(givenBody) as z.output<Body>;
      return definition.answer(controlled, checkedQuery, checkedBody);
    },
  };
}

function shapeOf(schema: z.ZodType): object {
  const { $schema: _, ...shape } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return shape;
}

/** A shop named in the query. */
export const ofShop = z.strictObject({ shop: z.string("Name the shop: ?shop=<name>.myshopify.com") });

/** A number in the query. */
export function count(byDefault: number, most: number): z.ZodDefault<z.ZodCoercedNumber> {
  return z.coerce.number().int().min(0).max(most).default(byDefault);
}

/** A fault of a shop that is not there would never fire. @throws Error that names the shop. */
export function checkShops(simulator: Simulator, faults: readonly unknown[]): void {
  for (const { shop } of z.array(z.looseObject({ shop: z.string().optional() })).parse(faults)) {
    if (shop !== undefined) simulator.shop(shop);
  }
}
