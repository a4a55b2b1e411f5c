import type { Logger } from "#app/platform/logger.server.ts";
import type { MortalDoer } from "../database/process-gate.ts";

const WHERE_LINES = 4;

/** An error in one line, with the places in the code where it came from. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [, where = ""] = /((?:\n\s+at .*)*)$/.exec(error.stack ?? "") ?? [];
  const own = where.split("\n").filter((line) => line.includes("/app/") || line.includes("/tests/"));
  const places = own
    .slice(0, WHERE_LINES)
    .map((line) => line.trim().replace(/\(?file:\/\/\S*?\/(?=app\/|tests\/)/, "("));
  return [error.name, error.message.replace(/\s+/g, " ").trim(), ...places].join(" ");
}

/** A log that is silent, but for what a process says of itself that must not happen. */
export function watchedLog(doer: MortalDoer, report: (what: string) => void): Logger {
  const log: Logger = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: (fields, message) => {
      if (!doer.isDead) report(`${doer.name} logged an error: ${message} ${describe(fields)}`);
    },
    child: () => log,
  };
  return log;
}

function describe(fields: object): string {
  if ("err" in fields && fields.err instanceof Error) return wordsOf(fields.err);
  return JSON.stringify(fields, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value));
}
