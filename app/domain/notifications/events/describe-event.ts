import { z } from "zod";
import { digestTitle } from "../digests/digest-title.ts";

const batch = z.object({
  name: z.string(),
  rowsTotal: z.number(),
  rowsSucceeded: z.number(),
  rowsFailed: z.number(),
  rowsSkipped: z.number(),
  errorSummary: z.string().nullish(),
});

/** What each kind of event carries beside its subject and its stores; what is no longer of the form is told without it. */
const shapes = {
  "batch.finished": batch,
  "batch.finished-with-failures": batch,
  "batch.failed": batch,
  "batch.resumed": z.object({ name: z.string(), stuckSince: z.string() }),
  "store.disconnected": z.object({ reason: z.string() }),
  "store.daily-limit-reached": z.object({ triedAgainAt: z.string() }),
  "stock.brake-pulled": z.object({ levels: z.number(), toZero: z.number(), locationsLost: z.number() }),
  "reconciliation.needs-person": z.object({ findings: z.number() }),
} as const;

export interface ToldEvent {
  kind: string;
  details: unknown;
  /** Names of the stores that it concerns. */
  stores: readonly string[];
}

export interface EventWords {
  title: string;
  text: string;
}

/** What happened and what to do about it, for a person. */
export function describeEvent({ kind, details, stores }: ToldEvent): EventWords {
  const at = storeWords(stores);
  switch (kind) {
    case "batch.finished":
    case "batch.finished-with-failures":
    case "batch.failed":
      return describeBatchEnd(kind, shapes[kind].safeParse(details).data, at);
    case "batch.resumed": {
      const told = shapes[kind].safeParse(details).data;
      return {
        title: `Batch ${quoted(told?.name)} was stuck and goes on`,
        text: "For some minutes nobody worked on it. It was taken up again by itself: there is nothing to do.",
      };
    }
    case "store.disconnected":
      return {
        title: `${at} is disconnected`,
        text: `${shapes[kind].safeParse(details).data?.reason ?? "Its uploads have stopped."} Nothing is uploaded there until it is connected again.`,
      };
    case "store.daily-limit-reached":
      return {
        title: `${at} makes no more new variants today`,
        text: "Shopify's daily limit of new variants is reached. What is new waits and goes on by itself; changes of what is in the shop go on now.",
      };
    case "stock.brake-pulled":
      return describeBrake(shapes[kind].safeParse(details).data, at);
    case "reconciliation.needs-person": {
      const count = shapes[kind].safeParse(details).data?.findings ?? 0;
      return {
        title: `${at}: ${counted(count, "finding needs", "findings need")} a person`,
        text: "The nightly comparison with the shop found links that it must not decide by itself. Open the store's findings and say what is meant.",
      };
    }
    case "notification.digest":
      return { title: digestTitle(details), text: "" };
    case "notification.test":
      return {
        title: "This is a test",
        text: "Somebody pressed Send a test in Catalog Relay. Messages of this rule arrive here.",
      };
    default:
      return { title: kind, text: "" };
  }
}

function describeBatchEnd(
  kind: "batch.finished" | "batch.finished-with-failures" | "batch.failed",
  told: z.infer<typeof batch> | undefined,
  at: string,
): EventWords {
  const name = quoted(told?.name);
  const counts = told
    ? `${told.rowsSucceeded} of ${counted(told.rowsTotal, "row", "rows")} succeeded, ${told.rowsFailed} failed, ${told.rowsSkipped} skipped.`
    : "";
  switch (kind) {
    case "batch.finished":
      return { title: `Batch ${name} is finished`, text: `To ${at}: ${counts}` };
    case "batch.finished-with-failures":
      return {
        title: `Batch ${name} is finished, with failures`,
        text: `To ${at}: ${counts} Open the batch to see why, and to retry what failed.`,
      };
    case "batch.failed":
      return {
        title: `Batch ${name} failed`,
        text: `To ${at}: ${told?.errorSummary ?? counts} Open the batch to see why, and to retry it.`,
      };
  }
}

function describeBrake(
  told: { levels: number; toZero: number; locationsLost: number } | undefined,
  at: string,
): EventWords {
  const because =
    told === undefined
      ? ""
      : told.locationsLost > 0
        ? `${counted(told.locationsLost, "location", "locations")} of its stock can no longer be set.`
        : `${told.toZero} of ${counted(told.levels, "level", "levels")} would go to zero.`;
  return {
    title: `${at}: a stock sync stopped and asks`,
    text: `${because} Nothing of it was sent. Look at the run, and let it go on or cancel it.`,
  };
}

const quoted = (name: string | undefined): string => (name === undefined ? "" : `“${name}”`);

const counted = (count: number, one: string, several: string): string => `${count} ${count === 1 ? one : several}`;

function storeWords(stores: readonly string[]): string {
  const [first, second] = stores;
  if (first === undefined) return "no store";
  if (second === undefined) return first;
  return stores.length === 2 ? `${first} and ${second}` : `${first} and ${stores.length - 1} other stores`;
}
