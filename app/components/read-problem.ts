import { isRouteErrorResponse } from "@remix-run/react";

/** What a page may say about a failure. */
export interface ReadableProblem {
  status: number;
  message: string;
  requestId: string;
}

/** What the server said about a failure; null when something else broke. */
export function readProblem(error: unknown): ReadableProblem | null {
  if (!isRouteErrorResponse(error)) return null;
  const told: unknown = error.data;
  if (typeof told !== "object" || told === null || !("message" in told) || !("requestId" in told)) return null;
  const { message, requestId } = told;
  if (typeof message !== "string" || typeof requestId !== "string") return null;
  return { status: error.status, message, requestId };
}
