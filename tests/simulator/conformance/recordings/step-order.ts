import { rootFieldsOf } from "../app-operations.ts";
import { gidsIn } from "../replay/id-map.ts";
import type { RecordedStep } from "./recorded.ts";

/** What the recording tool itself asked the store stands apart from the scenario, at the end of a file. */
const asideFolder = "/upstreamCalls/";

export function isAside(step: RecordedStep): boolean {
  return step.source.includes(`#${asideFolder}`);
}

/** What a recording's author did beforehand went past the tool that looked records up. */
const setUpFolder = /\/(setup|seed|precondition)/i;

/**
 * Puts the calls that are recorded aside where they were made: the tool looked a record up before it let the first
 * mutation of the scenario change it. One that names no record, or none that is changed, stays at the end.
 */
export function inOrderOfTime(steps: readonly RecordedStep[]): RecordedStep[] {
  const ordered = steps.filter((step) => !isAside(step));
  let earliest = 0;
  for (const step of steps.filter(isAside)) {
    const named = gidsIn(JSON.stringify(step.variables));
    const place = ordered.findIndex(
      (other, index) =>
        index >= earliest &&
        !isAside(other) &&
        !setUpFolder.test(other.source) &&
        isMutation(other) &&
        names(other, named),
    );
    if (place === -1) ordered.push(step);
    else {
      ordered.splice(place, 0, step);
      earliest = place + 1;
    }
  }
  return ordered;
}

function isMutation(step: RecordedStep): boolean {
  if (step.kind === "call") return rootFieldsOf(step.document)?.kind === "mutation";
  // The document of such a step is not there; a read answers what it was asked for, a mutation has userErrors.
  return JSON.stringify(step.answer.data ?? null).includes('serErrors":');
}

function names(step: RecordedStep, ids: readonly string[]): boolean {
  const text = JSON.stringify(step.variables);
  return ids.some((id) => text.includes(`"${id}"`));
}
