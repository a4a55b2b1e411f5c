import { openWire, type DatabaseWire } from "#tests/rig/database-wire.ts";
import type { FaultRun } from "../fault.ts";
import { openUploadStage, type UploadStage, type UploadStageOptions } from "../upload-stage.ts";

export interface WiredStage {
  readonly stage: UploadStage;
  readonly wire: DatabaseWire;
}

/** A stage whose processes, and only they, reach the database over a wire. */
export async function openWiredStage(
  run: FaultRun,
  options: Omit<UploadStageOptions, "databaseWay">,
): Promise<WiredStage> {
  const wires: DatabaseWire[] = [];
  const stage = await openUploadStage(run, {
    ...options,
    async databaseWay(databaseUrl) {
      const opened = await run.parts.open(
        () => openWire(databaseUrl),
        (wire) => wire.hangUp(),
      );
      wires.push(opened);
      return opened.url;
    },
  });
  const [wire] = wires;
  if (!wire) throw new Error("The stage was opened without its wire.");
  return { stage, wire };
}

/** Which processes of the product have ended, in words. */
export function findEndedProcesses({ rig }: UploadStage): string[] {
  return [rig.web, ...rig.workers].flatMap((process) =>
    process.isRunning() ? [] : [`the process ${process.name} has ended`],
  );
}
