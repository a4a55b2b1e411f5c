import { subscribe } from "node:diagnostics_channel";
import { FAILPOINT_CHANNEL, failpoints, type Failpoint } from "#app/platform/failpoint.server.ts";

/** The moment at which a process is to die: when it comes to a failpoint for the nth time. */
export interface ArmedHit {
  readonly failpoint: Failpoint;
  /** Counted from 1. */
  readonly hit: number;
}

/** Arguments of the process that is to die so. */
export const argumentsOf = ({ failpoint, hit }: ArmedHit): readonly string[] => [failpoint, String(hit)];

/** @throws Error for arguments that name no failpoint, or no hit: a process that never dies proves nothing. */
export function readArmedHit([name, count]: readonly string[]): ArmedHit {
  const failpoint = failpoints.find((known) => known === name);
  if (failpoint === undefined) throw new Error(`There is no failpoint "${name}". There are: ${failpoints.join(", ")}.`);
  const hit = Number(count);
  if (!Number.isInteger(hit) || hit < 1) throw new Error(`A failpoint is hit for the nth time, not for "${count}".`);
  return { failpoint, hit };
}

/** What a process says before it dies, as the proof that it died there. */
export const lastWordsOf = ({ failpoint, hit }: ArmedHit): string =>
  `Failpoint ${failpoint} was reached, hit ${hit}: the process kills itself.`;

/** What has to have happened before, where a worker may come to a point in vain: a shift that uploaded nothing. */
const COUNTS_AFTER: Partial<Record<Failpoint, Failpoint>> = { "uploads.at-shift-end": "uploads.after-commit" };

/** Does something in this process at that hit, once. */
export function atHit({ failpoint, hit }: ArmedHit, act: () => void): void {
  const before = COUNTS_AFTER[failpoint];
  let counts = before === undefined;
  let hits = 0;
  subscribe(FAILPOINT_CHANNEL, (reached) => {
    if (reached === before) counts = true;
    if (reached !== failpoint || !counts) return;
    hits += 1;
    if (hits === hit) act();
  });
}
