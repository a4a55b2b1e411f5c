import type { CodePurpose, OneTimeCode } from "@prisma/client";
import type { Runtime } from "#app/domain/context.ts";
import type { Tx } from "#app/platform/db.server.ts";
import { AppError, ConflictError, InvalidInputError } from "#app/platform/errors.ts";
import { hashOfCode } from "./one-time-code.server.ts";

const MOST_WRONG_CODES = 10;
const WRONG_CODES_COUNT_FOR_MS = 60 * 60 * 1000;

/** Too many wrong codes were entered in a shop. */
export class TooManyCodesError extends AppError {
  constructor(seconds: number) {
    super({
      code: "code.too-many-tries",
      publicMessage: `Too many wrong codes were entered in this shop. Try again in ${Math.ceil(seconds / 60)} minutes.`,
      remedy: { kind: "wait", seconds },
    });
  }
}

export interface EnteredCode {
  code: string;
  /** Where it was entered: wrong ones are counted by shop. */
  shopDomain: string;
  purposes: readonly CodePurpose[];
  /** Only a code of this organization counts. */
  organizationId?: string;
}

/**
 * Finds the code that somebody entered, still good; `spendCode` in the transaction of what it opens makes it used. A try
 * counts before its code is looked up, so that many at once are no way around the limit; a right one is taken off again.
 * @throws {TooManyCodesError} after ten wrong ones within an hour, from whomever in the shop.
 * @throws {InvalidInputError} for a code that is unknown, used, revoked or expired: the four are not told apart.
 */
export async function findCode(runtime: Runtime, entered: EnteredCode): Promise<OneTimeCode> {
  const { shopDomain, purposes, organizationId } = entered;
  await countTry(runtime, shopDomain);
  const found = await runtime.db.oneTimeCode.findFirst({
    where: {
      codeHash: hashOfCode(entered.code),
      purpose: { in: [...purposes] },
      usedAt: null,
      revokedAt: null,
      expiresAt: { gt: runtime.clock.now() },
      ...(organizationId === undefined ? {} : { organizationId }),
    },
  });
  if (!found) {
    const message = "This code is not good here, or no longer. Check it, or ask whoever made it for a new one.";
    throw new InvalidInputError("code.unknown", message, [{ field: "code", message }]);
  }
  await runtime.db.wrongCode.updateMany({ where: { shopDomain, tries: { gt: 0 } }, data: { tries: { decrement: 1 } } });
  return found;
}

/**
 * Makes the code used; of two who use it at once one gets it.
 * @throws {ConflictError} for the other one.
 */
export async function spendCode(tx: Tx, runtime: Runtime, { id }: OneTimeCode): Promise<void> {
  const now = runtime.clock.now();
  const { count } = await tx.oneTimeCode.updateMany({
    where: { id, usedAt: null, revokedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  if (count === 0)
    throw new ConflictError("code.used", "This code was used just now. Ask whoever made it for a new one.");
}

async function countTry({ db, clock }: Runtime, shopDomain: string): Promise<void> {
  const now = clock.now();
  const forgottenBefore = new Date(now.getTime() - WRONG_CODES_COUNT_FOR_MS);
  const [counted] = await db.$queryRaw<{ tries: number; since: Date }[]>`
    INSERT INTO wrong_codes AS counted (shop_domain, tries, since) VALUES (${shopDomain}, 1, ${now})
    ON CONFLICT (shop_domain) DO UPDATE SET
      tries = CASE WHEN counted.since <= ${forgottenBefore} THEN 1 ELSE least(counted.tries + 1, ${MOST_WRONG_CODES + 1}) END,
      since = CASE WHEN counted.since <= ${forgottenBefore} THEN excluded.since ELSE counted.since END
    RETURNING tries, since`;
  if (!counted || counted.tries <= MOST_WRONG_CODES) return;
  throw new TooManyCodesError((counted.since.getTime() + WRONG_CODES_COUNT_FOR_MS - now.getTime()) / 1000);
}
