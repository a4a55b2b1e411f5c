import { AppError } from "#app/platform/errors.ts";
import type { Logger } from "#app/platform/logger.server.ts";
import { toProblem, type Problem } from "../error-responses.server.ts";

/** What cannot even be read, as opposed to what says something that is wrong. */
const UNREADABLE = new Set(["request.invalid-json", "request.invalid-path"]);

/** What was thrown as the API tells it: what was read and is wrong is 422, what cannot be read at all is 400. */
export function toApiProblem(error: unknown, edge: { log: Logger; requestId: string }): Problem {
  const problem = toProblem(error, edge);
  const isRead = error instanceof AppError && problem.status === 400 && !UNREADABLE.has(problem.code);
  return isRead ? { ...problem, status: 422 } : problem;
}
