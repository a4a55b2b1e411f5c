import { Prisma } from "@prisma/client";

/** Connection, deadlock or serialization, resources, lock not available, and shutdown (PostgreSQL's error classes). */
const PASSING_CLASSES = ["08", "40", "53", "55", "57"];

/** No connection, none in time, the transaction was over or lost a conflict (Prisma's codes). */
const PASSING_CODES = new Set(["P1001", "P1002", "P1008", "P1011", "P1017", "P2024", "P2028", "P2034"]);

/** What Prisma's adapter calls a database that was not there or went away. */
const PASSING_KINDS = new Set([
  "ConnectionClosed",
  "DatabaseNotReachable",
  "SocketTimeout",
  "TlsConnectionError",
  "TooManyConnections",
  "TransactionWriteConflict",
]);

/** What the operating system calls a server that is not there or went away. */
const PASSING_SOCKET_CODES = new Set([
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
]);

/** What the driver itself says, in words alone. */
const PASSING_WORDS = /connection terminated|not queryable|timeout exceeded when trying to connect|query read timeout/i;

/** A statement that was run without Prisma has failed; the cause is what the driver threw. */
export class StatementError extends Error {
  override readonly name = "StatementError";

  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** Whether the database failed for a reason that passes by itself, so that the same work may succeed a little later. */
export function isPassingDatabaseFault(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientInitializationError) return true;
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    if (PASSING_CODES.has(error.code) || isPassingCause(driverCause(error.meta?.["driverAdapterError"]))) return true;
  }
  if (!(error instanceof Error)) return false;
  if (error instanceof StatementError && isPassingCode(error.cause)) return true;
  return PASSING_WORDS.test(error.message) || (error.name === "DriverAdapterError" && isPassingCause(error.cause));
}

const driverCause = (wrapped: unknown): unknown =>
  typeof wrapped === "object" && wrapped !== null && "cause" in wrapped ? wrapped.cause : null;

function isPassingCause(cause: unknown): boolean {
  if (typeof cause !== "object" || cause === null) return false;
  if ("kind" in cause && typeof cause.kind === "string" && PASSING_KINDS.has(cause.kind)) return true;
  const code = "originalCode" in cause && typeof cause.originalCode === "string" ? cause.originalCode : "";
  return PASSING_CLASSES.includes(code.slice(0, 2));
}

function isPassingCode(thrown: unknown): boolean {
  if (typeof thrown !== "object" || thrown === null || !("code" in thrown) || typeof thrown.code !== "string")
    return false;
  return PASSING_SOCKET_CODES.has(thrown.code) || PASSING_CLASSES.includes(thrown.code.slice(0, 2));
}
