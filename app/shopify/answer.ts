import { z } from "zod";

/** Shopify's own account of the bucket after a call. */
export interface ThrottleStatus {
  maximumPoints: number;
  availablePoints: number;
  restorePerSecond: number;
}

/** What an answer tells beside its data. */
export interface AnswerFacts {
  cost: { requestedPoints: number; actualPoints: number | null } | null;
  throttle: ThrottleStatus | null;
  requestId: string | null;
}

export interface GraphQLFault {
  message: string;
  code: string | null;
}

export interface AnswerBody {
  data: unknown;
  faults: GraphQLFault[];
  cost: AnswerFacts["cost"];
  throttle: ThrottleStatus | null;
}

const wire = z.object({
  data: z.unknown().optional(),
  errors: z
    .union([
      z.string().transform((message) => [{ message, extensions: undefined }]),
      z.array(z.object({ message: z.string(), extensions: z.object({ code: z.string().optional() }).optional() })),
    ])
    .optional(),
  extensions: z
    .object({
      cost: z
        .object({
          requestedQueryCost: z.number(),
          actualQueryCost: z.number().nullable(),
          throttleStatus: z.object({
            maximumAvailable: z.number(),
            currentlyAvailable: z.number(),
            restoreRate: z.number(),
          }),
        })
        .optional(),
    })
    .optional(),
});

/** Reads the body of a GraphQL answer. Returns null when it is not one: cut off, HTML, or of another shape. */
export function parseAnswerBody(text: string): AnswerBody | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = wire.safeParse(json);
  if (!parsed.success) return null;
  const { data, errors = [], extensions } = parsed.data;
  if (data === undefined && errors.length === 0) return null;
  const cost = extensions?.cost;
  return {
    data: data ?? null,
    faults: errors.map(({ message, extensions: detail }) => ({ message, code: detail?.code ?? null })),
    cost: cost ? { requestedPoints: cost.requestedQueryCost, actualPoints: cost.actualQueryCost } : null,
    throttle: cost
      ? {
          maximumPoints: cost.throttleStatus.maximumAvailable,
          availablePoints: cost.throttleStatus.currentlyAvailable,
          restorePerSecond: cost.throttleStatus.restoreRate,
        }
      : null,
  };
}
