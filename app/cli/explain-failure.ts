import { EnvError } from "#app/platform/env.server.ts";
import { AppError } from "#app/platform/errors.ts";
import { UsageError } from "./import-arguments.ts";

/** Thrown when the database cannot be used at all; nothing was written. */
export class DatabaseNotUsableError extends Error {
  override readonly name = "DatabaseNotUsableError";

  constructor(cause: unknown) {
    super(`The database that DATABASE_URL names cannot be used: ${lastLineOf(cause)}. ${remedyOf(cause)}`, { cause });
  }
}

/** What a person at the command line is told about a failed import. */
export function explainFailure(error: unknown): string {
  if (error instanceof AppError) return error.publicMessage;
  if (error instanceof UsageError) return `${error.message} (--help tells more)`;
  if (error instanceof EnvError || error instanceof DatabaseNotUsableError) return error.message;
  return (
    `The import broke off: ${lastLineOf(error)}.\n` +
    "Whole products that it had written stay. Remove the cause and run it again; what is there already is left as it is."
  );
}

// Prisma begins its messages with the call that failed, which says nothing to whoever imports.
function lastLineOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const lines = message.split("\n").filter((line) => line.trim() !== "");
  return (lines.at(-1) ?? "no reason was given").trim().replace(/\.$/, "");
}

/** Prisma's codes of what a person can put right. */
const REMEDIES = new Map([
  ["P1000", "Correct user and password in DATABASE_URL."],
  ["P1001", "Start PostgreSQL, or correct host and port in DATABASE_URL."],
  ["P1002", "Start PostgreSQL, or correct host and port in DATABASE_URL."],
  ["P1003", "Create the database, or correct its name in DATABASE_URL; then run npm run migrate."],
  ["P1010", "Give the user of DATABASE_URL the right to this database."],
  ["P2021", "Bring it up to date with npm run migrate."],
  ["P2022", "Bring it up to date with npm run migrate."],
]);

function remedyOf(error: unknown): string {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  return REMEDIES.get(code) ?? "Check DATABASE_URL.";
}
