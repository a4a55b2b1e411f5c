import { z } from "zod";
import { isTimeZone, TIME_OF_DAY } from "#app/domain/next-local-run.ts";
import { refuseUrl } from "#app/platform/outbound/refuse-address.ts";
import { InvalidInputError, type FieldProblem } from "#app/platform/errors.ts";
import { FLOW_KINDS } from "../deliveries/flow-trigger.ts";
import { CHANNELS, EVENT_KINDS, type Channel, type EventKind } from "../events/event-kinds.ts";
import { problemsOfTiming, type RuleTiming } from "./rule-timing.ts";

const MOST_RECIPIENTS = 20;
const LONGEST_URL = 2_000;

const name = z.string().trim().min(1, "Give the rule a name.").max(100, "At most 100 characters.");
const someKinds = z
  .array(z.enum(EVENT_KINDS, { error: `One of ${EVENT_KINDS.join(", ")}.` }))
  .min(1, "Choose at least one event.")
  .transform((chosen) => EVENT_KINDS.filter((kind) => chosen.includes(kind)));
const destination = z.string().trim().min(1, "Say where the messages go.").max(LONGEST_URL, "This is too long.");

const timeOfDay = z.string().regex(TIME_OF_DAY, "A time of day is HH:MM, for example 08:00.");
const digestAt = timeOfDay.nullable().meta({
  description: "Local time of a daily digest; null: everything is told at once. Of e-mail and Slack alone.",
});
const quietHours = z
  .strictObject({ from: timeOfDay, until: timeOfDay, letsUrgentThrough: z.boolean().default(false) })
  .nullable()
  .meta({ description: "Local times between which messages wait. Of e-mail and Slack alone." });
const timeZone = z
  .string()
  .refine(isTimeZone, "There is no such time zone. Name one as Europe/Berlin.")
  .nullable()
  .meta({ description: "IANA name of the zone of these times." });

/** What a rule is made of. `destination`: an address, or e-mail addresses with commas between. */
export const ruleInput = z.strictObject({
  name,
  channel: z.enum(CHANNELS, { error: `One of ${CHANNELS.join(", ")}.` }),
  kinds: someKinds,
  storeId: z.uuid("This is not a store.").nullable().default(null),
  destination,
  digestAt: digestAt.default(null),
  quietHours: quietHours.default(null),
  timeZone: timeZone.default(null),
});
export type RuleInput = z.input<typeof ruleInput>;

/** What of a rule may be changed; what is absent stays. */
export const ruleChanges = z.strictObject({
  name: name.optional(),
  kinds: someKinds.optional(),
  storeId: z.uuid("This is not a store.").nullable().optional(),
  destination: destination.optional(),
  digestAt: digestAt.optional(),
  quietHours: quietHours.optional(),
  timeZone: timeZone.optional(),
  isEnabled: z.boolean().optional(),
});
export type RuleChanges = z.input<typeof ruleChanges>;

/** @throws {InvalidInputError} naming every field that is wrong. */
export function parseRule<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw invalid(parsed.error.issues.map(({ path, message }) => ({ field: path.join("."), message })));
}

export interface Destination {
  /** As it is used. */
  full: string;
  /** As it may be shown: whoever has the address of a webhook may be able to write there. */
  shown: string;
}

/** @throws {InvalidInputError} for an address that would never be called, or that is no e-mail address. */
export function readDestination(channel: Channel, text: string, trustedHosts: readonly string[]): Destination {
  if (channel === "EMAIL") return readRecipients(text);
  if (channel === "FLOW") return readShop(text);
  const because = refuseUrl(text, trustedHosts);
  if (because !== null) throw invalid([{ field: "destination", message: because }]);
  const { host, href, pathname, search } = new URL(text);
  const rest = `${pathname}${search}`;
  return { full: href, shown: rest === "/" ? host : `${host}/…${rest.length > 12 ? rest.slice(-4) : ""}` };
}

/** @throws {InvalidInputError} when the channel cannot tell of one of these. */
export function requireKindsOfChannel(channel: Channel, kinds: readonly EventKind[]): void {
  if (channel !== "FLOW") return;
  const untold = kinds.filter((kind) => !FLOW_KINDS.some((told) => told === kind));
  if (untold.length > 0)
    throw invalid([{ field: "kinds", message: `Shopify Flow is told of ${FLOW_KINDS.join(", ")} alone.` }]);
}

/** @throws {InvalidInputError} when the channel cannot wait, or when it makes no sense. */
export function requireTiming(channel: Channel, timing: RuleTiming): void {
  const problems = problemsOfTiming(channel, timing);
  if (problems.length > 0) throw invalid(problems);
}

/** The shop whose workflows are started. */
function readShop(text: string): Destination {
  const domain = text.toLowerCase();
  if (!SHOP_DOMAIN.test(domain))
    throw invalid([
      { field: "destination", message: "Name the store whose workflows start, as my-shop.myshopify.com." },
    ]);
  return { full: domain, shown: domain };
}

const SHOP_DOMAIN = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

function readRecipients(text: string): Destination {
  const recipients = [...new Set(text.split(/[,;\s]+/).filter((one) => one !== ""))];
  const wrong = recipients.find((one) => !z.email().safeParse(one).success);
  if (wrong !== undefined) throw invalid([{ field: "destination", message: `${wrong} is not an e-mail address.` }]);
  if (recipients.length === 0 || recipients.length > MOST_RECIPIENTS)
    throw invalid([{ field: "destination", message: `Name one to ${MOST_RECIPIENTS} e-mail addresses.` }]);
  return { full: recipients.join(","), shown: recipients.join(", ") };
}

const invalid = (problems: FieldProblem[]): InvalidInputError =>
  new InvalidInputError("notification-rule.invalid", "The rule could not be saved. Correct what is marked.", problems);
