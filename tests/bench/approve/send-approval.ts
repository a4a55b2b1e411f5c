import { z } from "zod";
import { waitUntil } from "../wait-until.ts";
import type { ApprovalWorld, ApprovingOrganization } from "./approval-world.ts";

const answerBody = z.object({ batchId: z.uuid(), isPlanned: z.boolean(), rowsTotal: z.int() });

/** Body of `POST /api/v1/approvals`. */
export type ApprovalRequest = { readonly filter: Readonly<Record<string, never>> } | { readonly variantIds: string[] };

/** One approval as its caller saw it, and what followed. Times are of the clock of `performance`, in milliseconds. */
export interface SentApproval {
  readonly batchId: string;
  readonly isPlanned: boolean;
  readonly requestedAtMs: number;
  /** From the request to the end of the answer. */
  readonly answerMs: number;
  /** From the end of the answer to the shop's receipt of the first call that creates a product. */
  readonly firstCallMs: Promise<number>;
}

/** Approves over HTTP with a bearer token, as an upstream system would. @throws Error for any answer but 202. */
export async function sendApproval(
  { rig }: ApprovalWorld,
  organization: ApprovingOrganization,
  request: ApprovalRequest,
): Promise<SentApproval> {
  const createsBefore = organization.creates();
  const firstCallAtMs = waitUntil(() => organization.creates() > createsBefore, {
    what: `${organization.shopDomain} received a call that creates a product`,
    lookEveryMs: 2,
    deadlineSeconds: 120,
  });
  // Whoever fails first is told; the other one must not end the process.
  firstCallAtMs.catch(() => undefined);
  const requestedAtMs = performance.now();
  const response = await fetch(`http://127.0.0.1:${rig.web.port}/api/v1/approvals`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${organization.apiToken}` },
    body: JSON.stringify(request),
  });
  const body = await response.text();
  const answeredAtMs = performance.now();
  if (response.status !== 202) throw new Error(`The approval was answered with ${response.status}: ${body}`);
  const { batchId, isPlanned } = answerBody.parse(JSON.parse(body));
  return {
    batchId,
    isPlanned,
    requestedAtMs,
    answerMs: answeredAtMs - requestedAtMs,
    firstCallMs: firstCallAtMs.then((atMs) => atMs - answeredAtMs),
  };
}
