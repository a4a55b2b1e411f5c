import { readFile } from "node:fs/promises";

/** The most memory that a running process has had resident, in MB (10^6 bytes); null where the system does not tell. */
export async function peakMemoryMb(processId: number): Promise<number | null> {
  try {
    const status = await readFile(`/proc/${processId}/status`, "utf8");
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
    return kilobytes === undefined ? null : (Number(kilobytes) * 1_024) / 1_000_000;
  } catch {
    // There is no such file but on Linux.
    return null;
  }
}
