import { z } from "zod";
import type { Json } from "./json.ts";

const recordedError = z.object({ message: z.string(), extensions: z.record(z.string(), z.unknown()).nullish() });

export const recordedAnswer = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(recordedError).nullish(),
  extensions: z.object({ cost: z.object({ requestedQueryCost: z.number() }).nullish() }).nullish(),
});

export type RecordedAnswer = z.output<typeof recordedAnswer>;

/** A request that is recorded whole, and what the store answered. */
export interface RecordedCall {
  readonly kind: "call";
  readonly source: string;
  readonly document: string;
  readonly variables: Json;
  readonly answer: RecordedAnswer;
}

/** An answer whose request is not recorded as a document: it tells what there was, and cannot be asked again. */
export interface RecordedFacts {
  readonly kind: "facts";
  readonly source: string;
  readonly variables: Json;
  readonly answer: RecordedAnswer;
}

/** A file that was uploaded between two requests. */
export interface RecordedUpload {
  readonly kind: "upload";
  readonly source: string;
  readonly variables: Json;
  readonly answer: RecordedAnswer;
  /** Where to, as the storage told it; null when it told nothing: to the place that was staged last. */
  readonly path: string | null;
  readonly content: string | null;
  readonly sizeBytes: number | null;
}

export type RecordedStep = RecordedCall | RecordedFacts | RecordedUpload;

/** One scenario on one store: its steps in their order. */
export interface Recording {
  readonly name: string;
  readonly apiVersion: string;
  readonly steps: readonly RecordedStep[];
}
