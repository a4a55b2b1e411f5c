import { z } from "zod";
import type { Context } from "#app/domain/context.ts";
import { pauseStore } from "#app/domain/stores/pause-store.server.ts";
import { resumeStore } from "#app/domain/stores/resume-store.server.ts";
import { parseForm } from "../parse-input.server.ts";

const form = z.object({ intent: z.enum(["pause", "resume"]), storeId: z.uuid() });

/** Pauses or resumes a store, as a form asks. */
export async function steerStore(ctx: Context, request: Request): Promise<{ intent: "pause" | "resume" }> {
  const { intent, storeId } = await parseForm(request, form);
  if (intent === "pause") await pauseStore(ctx, { storeId });
  else await resumeStore(ctx, { storeId });
  return { intent };
}
