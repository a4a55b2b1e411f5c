import type { Runtime } from "./context.ts";

const PATIENCE_MS = 3_000;

/** Whether this process can do its work now: the database answers within seconds. Never throws. */
export async function checkReadiness(runtime: Runtime): Promise<{ isReady: boolean; because: string | null }> {
  const giveUp = new AbortController();
  const answered = runtime.db.$queryRaw`SELECT 1`.then(
    () => null,
    (error: unknown) => {
      runtime.log.warn({ err: error }, "The database did not answer a readiness check.");
      return "The database does not answer.";
    },
  );
  const tooLate = runtime.clock.sleep(PATIENCE_MS, giveUp.signal).then(() => "The database does not answer in time.");
  const because = await Promise.race([answered, tooLate]);
  giveUp.abort();
  return { isReady: because === null, because };
}
