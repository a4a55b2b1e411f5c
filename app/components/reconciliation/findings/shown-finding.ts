import type { readFindings } from "#app/http/reconciliation/read-findings.server.ts";

export type ShownFinding = Awaited<ReturnType<typeof readFindings>>["findings"][number];
