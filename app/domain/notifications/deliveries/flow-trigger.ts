import { z } from "zod";
import { TEST_KIND, type EventKind } from "../events/event-kinds.ts";

/** What `extensions/flow-*` has triggers for. */
export const FLOW_KINDS = [
  "batch.finished",
  "batch.finished-with-failures",
  "batch.failed",
] as const satisfies readonly EventKind[];

/** One time that workflows are started; keys of the payload are those of the trigger's fields. */
export interface FlowTrigger {
  handle: "catalog-upload-finished" | "catalog-upload-failed";
  payload: Record<string, string | number>;
}

interface ToldEvent {
  kind: string;
  subjectId: string;
  details: unknown;
}

/** What a text field of Flow shows without cutting it. */
const LONGEST_TEXT = 255;

const ended = z.object({
  name: z.string(),
  productsTotal: z.number(),
  productsSucceeded: z.number(),
  productsFailed: z.number(),
  errorSummary: z.string().nullish(),
});

/** Null for an event that no trigger tells of. `appUrl`: of the app within the shop's admin. */
export function writeFlowTrigger({ kind, subjectId, details }: ToldEvent, appUrl: string): FlowTrigger | null {
  if (kind === TEST_KIND)
    return { handle: "catalog-upload-finished", payload: payloadOf(TEST_BATCH, subjectId, `${appUrl}/app/batches`) };
  const batch = ended.safeParse(details).data;
  if (!batch || !FLOW_KINDS.some((told) => told === kind)) return null;
  const payload = payloadOf(batch, subjectId, `${appUrl}/app/batches/${subjectId}`);
  if (kind !== "batch.failed") return { handle: "catalog-upload-finished", payload };
  const reason = oneLine(batch.errorSummary ?? "Every product failed.");
  return { handle: "catalog-upload-failed", payload: { ...payload, Reason: reason } };
}

const TEST_BATCH = { name: "Test of Catalog Relay", productsTotal: 0, productsSucceeded: 0, productsFailed: 0 };

function payloadOf(batch: z.infer<typeof ended>, batchId: string, page: string): Record<string, string | number> {
  const { name, productsTotal, productsSucceeded, productsFailed } = batch;
  return {
    "Batch name": oneLine(name),
    "Batch id": batchId,
    "Products total": productsTotal,
    "Products uploaded": productsSucceeded,
    "Products failed": productsFailed,
    "Products skipped": productsTotal - productsSucceeded - productsFailed,
    Page: page,
  };
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim().slice(0, LONGEST_TEXT);
