import { type UserError, userError } from "../../graphql/errors.ts";
import type { AdminRequest } from "../../graphql/request.ts";
import type { FlowTrigger } from "../../options.ts";

interface TriggerArgs {
  handle?: string | null;
  payload?: unknown;
  body?: string | null;
}

/** A payload has to be smaller. Shopify: "Trigger reference" of Flow. */
const MOST_PAYLOAD_BYTES = 50_000;

/** The values that a field of a trigger takes; the other types take texts. */
const TYPE_OF_FIELD: Readonly<Record<string, string>> = { number_decimal: "number", boolean: "boolean" };

/**
 * Starts the workflows of the shop that begin with a trigger of the app. A shop without such a workflow takes it all the
 * same. What is refused and in which words is not recorded: see the switch `flowTriggerRefusals`.
 */
export function flowTriggerReceive(args: TriggerArgs, { shop }: AdminRequest) {
  const { fidelity, flowTriggers } = shop.environment;
  const { handle, payload } = args;
  const userErrors = fidelity.flowTriggerRefusals === "accepted" ? [] : refusalsOf(args, flowTriggers);
  if (userErrors.length === 0 && handle) shop.flowTriggers.push({ handle, payload: isObject(payload) ? payload : {} });
  return { userErrors };
}

function refusalsOf({ handle, payload, body }: TriggerArgs, triggers: readonly FlowTrigger[] | null): UserError[] {
  if (!handle) return body ? [] : [userError(["handle"], "Handle is required", null)];
  if (!isObject(payload)) return [userError(["payload"], "Payload must be an object", null)];
  if (Buffer.byteLength(JSON.stringify(payload)) >= MOST_PAYLOAD_BYTES)
    return [userError(["payload"], "Payload is too large", null)];
  if (triggers === null) return [];
  const trigger = triggers.find((one) => one.handle === handle);
  if (!trigger) return [userError(["handle"], `No trigger has the handle ${handle}`, null)];
  return Object.entries(payload).flatMap(([key, value]) => {
    const type = trigger.fields[key];
    const isRight = type !== undefined && typeof value === (TYPE_OF_FIELD[type] ?? "string");
    return isRight ? [] : [userError(["payload"], `Field ${key} is not of type ${type ?? "any field"}`, null)];
  });
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
