import { failpoints, type Failpoint } from "#app/platform/failpoint.server.ts";
import { randomFrom } from "#tests/simulator/faults/random.ts";
import type { ArmedHit } from "./armed-hit.ts";

/**
 * How often a worker comes to a failpoint at the least while it creates, publishes and reads back `PRODUCTS` products,
 * which depends on how they happen to share claims and commits. Once where there is only one such moment.
 */
const HITS_AT_MOST: Record<Failpoint, number> = {
  "uploads.between-slices": 1,
  "uploads.in-give-back": 1,
  "uploads.after-claim": 1,
  "uploads.after-load": 1,
  "uploads.before-intent": 140,
  "uploads.after-intent": 140,
  "uploads.after-answer": 140,
  "uploads.before-commit": 6,
  "uploads.after-commit": 6,
  "uploads.after-publish": 70,
  "uploads.before-read-back": 2,
  "uploads.after-read-back": 2,
  "uploads.at-shift-end": 1,
};

/** Products of one upload. */
export const PRODUCTS = 80;
/** So many are planned by a job, in two slices. */
export const PRODUCTS_IN_SLICES = 170;

/**
 * At which hit a failpoint kills, by the seed. A try that was not met, because there were fewer hits than usual, goes on
 * to another one, at an earlier hit.
 */
export function pickHit(failpoint: Failpoint, seed: number, attempt: number): ArmedHit {
  const random = randomFrom((seed * 7_919 + attempt) * 31 + failpoints.indexOf(failpoint));
  const most = Math.ceil(HITS_AT_MOST[failpoint] / attempt);
  return { failpoint, hit: 1 + Math.floor(random() * most) };
}

/** The kills of one upload, one after the other: groups are only put back in line when a worker has died over them. */
export const killsOf = (failpoint: Failpoint, seed: number, attempt: number): readonly ArmedHit[] =>
  failpoint === "uploads.in-give-back"
    ? [pickHit("uploads.after-intent", seed, attempt), pickHit(failpoint, seed, attempt)]
    : [pickHit(failpoint, seed, attempt)];
