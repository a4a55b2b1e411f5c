import { Prisma } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import { liveTimeOf } from "./live-times.ts";

/** Products whose upload ended on one day. */
export interface UploadDay {
  /** `YYYY-MM-DD`, in UTC. */
  day: string;
  succeeded: number;
  failed: number;
  /** Skipped, or cancelled before they were sent. */
  notSent: number;
  /** Seconds from approval to live, within which half of the products were and 95 in 100; null when none was. */
  medianSeconds: number | null;
  p95Seconds: number | null;
}

interface DayRow {
  day: string;
  outcome: string;
  liveTime: number;
  products: number;
}

const DAY_MS = 86_400_000;

/** The last days, oldest first and today last, each of them whether something ended or not. Of what the actor may see. */
export async function listUploadDays(ctx: Context, days: number): Promise<UploadDay[]> {
  const storeId = visibleStoreId(ctx.actor);
  const today = Math.floor(ctx.clock.now().getTime() / DAY_MS);
  const dayOf = (number: number) => new Date(number * DAY_MS).toISOString().slice(0, 10);
  const first = dayOf(today - days + 1);
  const rows = await ctx.db.$queryRaw<DayRow[]>`
    SELECT to_char(day, 'YYYY-MM-DD') AS day, outcome::text AS outcome, live_time AS "liveTime", sum(products)::int AS products
    FROM upload_days
    WHERE organization_id = ${ctx.organizationId}::uuid AND day >= ${first}::date
      ${storeId === null ? Prisma.empty : Prisma.sql`AND store_id = ${storeId}::uuid`}
    GROUP BY 1, 2, 3`;
  return Array.from({ length: days }, (_, at) => {
    const day = dayOf(today - days + 1 + at);
    const ofDay = rows.filter((row) => row.day === day);
    const live = ofDay.filter(({ outcome }) => outcome === "SUCCESS");
    const count = (...outcomes: string[]) =>
      ofDay.reduce((sum, { outcome, products }) => sum + (outcomes.includes(outcome) ? products : 0), 0);
    return {
      day,
      succeeded: count("SUCCESS"),
      failed: count("FAILED"),
      notSent: count("SKIPPED", "CANCELLED"),
      medianSeconds: liveTimeOf(live, 0.5),
      p95Seconds: liveTimeOf(live, 0.95),
    };
  });
}
