import type { Runtime } from "#app/domain/context.ts";

/** Longer than anybody may be away and still go on where they were. */
const KEPT_HOURS = 24;

/** Deletes what changed so long ago that nobody asks for it any more. Returns how many were deleted. */
export const pruneLiveChanges = ({ db, clock }: Pick<Runtime, "db" | "clock">): Promise<number> =>
  db.$executeRaw`
    DELETE FROM live_changes WHERE changed_at < ${new Date(clock.now().getTime() - KEPT_HOURS * 3_600_000)}`;
