import { isRouteErrorResponse } from "@remix-run/react";
import { z } from "zod";

const problemSchema = z.object({ status: z.number(), code: z.string(), message: z.string(), requestId: z.string() });

/** What the server said about a failure; null when something else broke. */
export function readProblem(error: unknown): z.infer<typeof problemSchema> | null {
  if (!isRouteErrorResponse(error)) return null;
  const parsed = problemSchema.safeParse(error.data);
  return parsed.success ? parsed.data : null;
}
