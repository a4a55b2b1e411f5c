import { appOperationOf, type RootFields, rootFieldsOf } from "../app-operations.ts";
import { compareAnswers, type Difference, hasUserErrors, tellsCost } from "../compare.ts";
import { Foundation } from "./foundation.ts";
import { IdMap } from "./id-map.ts";
import { asOfToday } from "../recordings/older-contract.ts";
import type { RecordedCall, RecordedStep, Recording } from "../recordings/recorded.ts";
import { RecordedUploads } from "./recorded-uploads.ts";
import { outOfScope, type ReplayedCase, type ReplayResult } from "./replay-result.ts";
import { ReplayShop } from "./replay-shop.ts";
import { namesUnknown, Replayability } from "./replayability.ts";
import { isAside } from "../recordings/step-order.ts";
import { isSearch } from "./whole-shop-lists.ts";

/** Asks a fresh shop what is recorded, step after step, and compares each answer of the app's operations. */
export async function replayRecording(recording: Recording): Promise<ReplayResult> {
  const result: ReplayResult = { replayed: [], leftOut: [] };
  const shop = new ReplayShop(recording.apiVersion);
  const ids = new IdMap();
  const uploads = new RecordedUploads(shop.shop, ids);
  const foundation = new Foundation(shop.shop, ids);
  const replayability = new Replayability();
  const steps = recording.steps.map((step) => asToday(step, recording.apiVersion));
  for (const [index, step] of steps.entries()) {
    if (step.kind === "facts") {
      foundation.layAnswer(step.answer.data);
      replayability.learn(step, true);
      continue;
    }
    if (step.kind === "upload") {
      uploads.take(step);
      continue;
    }
    const fields = rootFieldsOf(step.document);
    const operation = (fields && appOperationOf(fields, step.variables)) ?? null;
    const isWaitedFor = isAfterWaiting(steps, index);
    const obstacle =
      replayability.obstacleTo(step, fields) ?? (isWaitedFor ? replayability.obstacleToResultIn(step) : null);
    if (obstacle === null) {
      if (isWaitedFor) await shop.settle();
      const ours = await shop.send(ids.translateText(step.document), ids.translate(step.variables));
      if (operation) result.replayed.push(compared(step, operation, compareAnswers(step.answer, ours)));
      ids.learn(step.answer.data, ours.data);
      uploads.learn(step.answer, ours);
      replayability.learn(step, false);
    } else if (fields?.kind === "mutation" || obstacle.startsWith(namesUnknown)) {
      // What our shop could not be asked, it is told: what is asked later finds it there.
      foundation.layAnswer(step.answer.data);
      replayability.learn(step, true);
    }
    if (!operation) {
      result.leftOut.push({ source: step.source, operation: nameOf(fields), why: outOfScope });
    } else if (obstacle !== null) result.leftOut.push({ source: step.source, operation, why: obstacle });
  }
  shop.close();
  return result;
}

function asToday(step: RecordedStep, apiVersion: string): RecordedStep {
  return step.kind === "call" ? { ...step, ...asOfToday(step, apiVersion, step.source) } : step;
}

function compared(step: RecordedCall, operation: string, differences: Difference[]): ReplayedCase {
  return {
    source: step.source,
    operation,
    expectsUserErrors: hasUserErrors(step.answer.data),
    tellsCost: tellsCost(step.answer),
    differences,
  };
}

function nameOf(fields: RootFields | null): string {
  return fields?.names[0] ?? "a document that cannot be parsed";
}

/**
 * Whether a read was made when all that was under way had ended. A read that is asked again unchanged was too early,
 * the last of them was not; a search or the state of a bulk operation that is asked once was waited for, or it would
 * have shown nothing.
 */
function isAfterWaiting(steps: readonly RecordedStep[], index: number): boolean {
  const step = steps[index];
  if (step?.kind !== "call" || rootFieldsOf(step.document)?.kind !== "query" || isAside(step)) return false;
  const next = steps[index + 1];
  if (asksTheSame(step, next)) return false;
  const loop = loopOf(step);
  if (loop !== null && next && loopOf(next) === loop) return false;
  return loop !== null || asksTheSame(step, steps[index - 1]) || isSearch(step) || asksForResult(step);
}

/** The list of reads that were made until something was done, where a step stands in one. */
function loopOf(step: RecordedStep): string | null {
  return /^(.*(?:polls|probes))\/\d+/i.exec(step.source)?.[1] ?? null;
}

function asksForResult(step: RecordedCall): boolean {
  return rootFieldsOf(step.document)?.names.includes("bulkOperation") === true;
}

function asksTheSame(step: RecordedCall, other: RecordedStep | undefined): boolean {
  return (
    other?.kind === "call" &&
    step.document === other.document &&
    JSON.stringify(step.variables) === JSON.stringify(other.variables)
  );
}
