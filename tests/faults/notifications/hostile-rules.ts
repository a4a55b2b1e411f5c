import { randomUUID } from "node:crypto";
import { newSecret } from "#app/domain/notifications/deliveries/sign-message.server.ts";
import { recordEvent } from "#app/domain/notifications/events/record-event.server.ts";
import { sealDestination, sealSecret } from "#app/domain/notifications/internal/sealed-rule.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { waitUntil } from "#tests/bench/wait-until.ts";
import { hostileUrls } from "#tests/support/hostile/hostile-urls.ts";
import type { ServedReceiver } from "#tests/support/hostile/serve-hostile.ts";
import { expectEqual } from "../check-upload.ts";
import type { StageStore } from "../upload-stage.ts";

const TRIED_WITHIN_SECONDS = 120;

/** A try at a hostile destination. */
export interface HostileTry {
  readonly rule: string;
  readonly milliseconds: number;
  readonly statusCode: number | null;
  readonly excerpt: string | null;
}

/** Makes a rule for each hostile address, as if it had been let in, and lets all of them be told of something. */
export async function provoke(
  { ctx, storeId }: StageStore,
  receivers: readonly ServedReceiver[],
  canaryPort: number,
): Promise<void> {
  const { organizationId, encryption } = ctx;
  const targets = [
    ...hostileUrls.map(({ name, url }) => ({ name, url: url.replace("CANARY", String(canaryPort)) })),
    ...receivers.map(({ receiver, port }) => ({ name: receiver.name, url: `http://localhost:${port}/` })),
  ];
  await ctx.db.notificationRule.createMany({
    data: targets.map(({ name, url }) => {
      const id = randomUUID();
      return {
        id,
        organizationId,
        name,
        channel: "WEBHOOK" as const,
        kinds: ["store.daily-limit-reached"],
        destination: sealDestination(encryption, id, url),
        destinationShown: name,
        secret: sealSecret(encryption, id, newSecret()),
      };
    }),
  });
  await inTransaction(ctx.db, (tx) =>
    recordEvent(tx, ctx.queue, {
      organizationId,
      kind: "store.daily-limit-reached",
      key: "provocation",
      storeIds: [storeId],
      subject: { type: "store", id: storeId },
      details: { triedAgainAt: ctx.clock.now().toISOString() },
    }),
  );
}

/** Waits until every hostile address was tried once, and returns all tries so far. */
export async function untilAllTried({ ctx: { db, organizationId } }: StageStore): Promise<HostileTry[]> {
  await waitUntil(
    async () => (await db.notificationDelivery.count({ where: { organizationId, tries: 0, state: "WAITING" } })) === 0,
    { what: "every hostile address was tried", lookEveryMs: 200, deadlineSeconds: TRIED_WITHIN_SECONDS },
  );
  const tries = await db.notificationTry.findMany({
    where: { delivery: { organizationId } },
    include: { delivery: { select: { rule: { select: { name: true } } } } },
    orderBy: { id: "asc" },
  });
  return tries.map(({ delivery, milliseconds, statusCode, excerpt }) => ({
    rule: delivery.rule.name,
    milliseconds,
    statusCode,
    excerpt,
  }));
}

/** What came of the tries otherwise than it has to. */
export function checkTries(tries: readonly HostileTry[], receivers: readonly ServedReceiver[]): string[] {
  const expected = new Map<string, number | null>([
    ...hostileUrls.map(({ name }) => [name, null] as const),
    ...receivers.map(({ receiver: { name, must } }) => [name, must === "failed" ? null : must] as const),
  ]);
  const untried = [...expected.keys()].filter((name) => !tries.some(({ rule }) => rule === name));
  return [
    ...expectEqual("hostile addresses that nobody tried", untried, []),
    ...tries.flatMap(({ rule, statusCode }) => expectEqual(`answer of “${rule}”`, statusCode, expected.get(rule))),
    ...tries.flatMap(({ rule, excerpt }) =>
      (excerpt?.length ?? 0) > 1_000 ? [`of “${rule}” ${excerpt?.length} characters were kept`] : [],
    ),
  ];
}
