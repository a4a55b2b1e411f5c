import { z } from "zod";
import type { Context } from "#app/domain/context.ts";
import { sha256Hex } from "#app/platform/crypto.server.ts";
import type { Tx } from "#app/platform/db.server.ts";
import { InvalidInputError } from "#app/platform/errors.ts";

/** A request that is done once, however often it is sent under its key. */
export interface OnceRequest {
  /** Chosen by the caller, anew for each thing that they want done. */
  key: string;
  /** All that was asked for. */
  asked: unknown;
}

/** Keeps the answer in the transaction that does what it tells of: either both are there or neither. */
export type KeepAnswer<Answer> = (tx: Tx, answer: Answer) => Promise<void>;

const KEPT_FOR_MS = 48 * 3_600_000;
const PRUNED_AT_ONCE = 100;
const keyShape = z.string().regex(/^[\x21-\x7e]{1,255}$/);

/**
 * Answers a request again as it was answered before under its key, or does it. Of several at the same time one does it,
 * and the others are answered as that one. Keys belong to the token, and are forgotten after two days.
 * @throws {InvalidInputError} for a key that is none, and for one that another request came under.
 */
export async function answerOnce<Answer extends object>(
  ctx: Context,
  { key, asked }: OnceRequest,
  act: (keep: KeepAnswer<Answer>) => Promise<Answer>,
): Promise<Answer> {
  if (!keyShape.safeParse(key).success)
    throw new InvalidInputError(
      "idempotency-key.invalid",
      "The Idempotency-Key must have 1 to 255 visible ASCII characters; a new UUID for each thing to be done is a good one.",
    );
  const once = { tokenId: tokenOf(ctx), key, requestHash: sha256Hex(JSON.stringify(asked)) };
  const before = await findAnswer<Answer>(ctx, once);
  if (before !== null) return before;
  try {
    return await act((tx, answer) => keepAnswer(tx, ctx, once, answer));
  } catch (error) {
    const first = error instanceof AnsweredMeanwhileError ? await findAnswer<Answer>(ctx, once) : null;
    if (first === null) throw error;
    return first;
  }
}

interface Once {
  tokenId: string;
  key: string;
  requestHash: string;
}

class AnsweredMeanwhileError extends Error {
  override readonly name = "AnsweredMeanwhileError";
}

function tokenOf({ actor }: Context): string {
  if (actor.type !== "API_TOKEN") throw new Error("Only requests with an API token have an idempotency key.");
  return actor.id;
}

async function findAnswer<Answer>({ db, clock }: Context, { tokenId, key, requestHash }: Once): Promise<Answer | null> {
  const kept = await db.apiAnswer.findUnique({ where: { tokenId_key: { tokenId, key } } });
  if (kept === null || kept.createdAt.getTime() < clock.now().getTime() - KEPT_FOR_MS) return null;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same request was answered with it
  if (kept.requestHash === requestHash) return kept.answer as Answer;
  throw new InvalidInputError(
    "idempotency-key.reused",
    "Another request came under this Idempotency-Key, and was done. Use a new key for each thing to be done.",
  );
}

async function keepAnswer(tx: Tx, ctx: Context, { tokenId, key, requestHash }: Once, answer: object): Promise<void> {
  const now = ctx.clock.now();
  const forgotten = new Date(now.getTime() - KEPT_FOR_MS);
  await tx.$executeRaw`
    DELETE FROM api_answers WHERE (token_id, key) IN (
      SELECT token_id, key FROM api_answers WHERE created_at < ${forgotten}
      ORDER BY created_at LIMIT ${PRUNED_AT_ONCE} FOR UPDATE SKIP LOCKED)`;
  const kept = await tx.$executeRaw`
    INSERT INTO api_answers (token_id, key, organization_id, request_hash, answer, created_at)
    VALUES (${tokenId}::uuid, ${key}, ${ctx.organizationId}::uuid, ${requestHash}, ${JSON.stringify(answer)}::jsonb, ${now})
    ON CONFLICT (token_id, key) DO UPDATE SET
      request_hash = excluded.request_hash, answer = excluded.answer, created_at = excluded.created_at
    WHERE api_answers.created_at < ${forgotten}`;
  if (kept === 0) throw new AnsweredMeanwhileError("Another request has done this meanwhile.");
}
