import { z } from "zod";
import type { Runtime } from "#app/domain/context.ts";
import { dividePoints, lanes, type ByLane } from "#app/shopify/points-lanes.ts";
import type { PointsGate } from "./points-gate.server.ts";

/** How often a spender tells the others what it needs. */
const EVERY_MS = 500;

/** Who has said nothing for so long is gone. */
const EXPIRES_SECONDS = 3;

const wantedSchema = z.partialRecord(z.enum(lanes), z.number()).catch({});

interface OtherSpender {
  wanted: ByLane;
  heldPoints: number;
}

/**
 * One process's part of a store's bucket of points. Whoever spends from the bucket says twice a second what it wants and
 * what it counts on, reads the same of the others, and keeps to its share; what it has learned of the bucket is kept for
 * whoever comes next. One statement each time, and none for a single call.
 */
export class PointsShare {
  readonly #runtime: Runtime;
  readonly #storeId: string;
  readonly #holder: string;
  readonly #gate: PointsGate;
  #toldAtMs = 0;

  constructor(runtime: Runtime, { storeId, holder, gate }: { storeId: string; holder: string; gate: PointsGate }) {
    this.#runtime = runtime;
    this.#storeId = storeId;
    this.#holder = holder;
    this.#gate = gate;
  }

  /** Takes up what is known of the bucket, less what others count on. They know of this one a moment later. */
  async join(): Promise<void> {
    const { db } = this.#runtime;
    const others = await this.#tell({});
    const budget = await db.storeBudget.findUnique({ where: { storeId: this.#storeId } });
    if (!budget) return;
    const availablePoints = Math.max(0, budget.availablePoints - sumHeld(others));
    this.#gate.bucket.restore({ ...budget, availablePoints }, budget.measuredAt.getTime());
    const startsAtMs = others.length > 0 ? this.#nowMs() + EVERY_MS : 0;
    this.#divide({}, others, startsAtMs);
  }

  /** Tells and hears, when it is time to. */
  async keep(): Promise<void> {
    if (this.#nowMs() - this.#toldAtMs < EVERY_MS) return;
    const wanted = this.#gate.wanted();
    this.#divide(wanted, await this.#tell(wanted));
  }

  /** Leaves everything to the others. */
  async leave(): Promise<void> {
    await this.#tell({});
    const { db, clock } = this.#runtime;
    await db.storePointsShare.deleteMany({
      where: { storeId: this.#storeId, OR: [{ holder: this.#holder }, { expiresAt: { lt: clock.now() } }] },
    });
  }

  #divide(wanted: ByLane, others: readonly OtherSpender[], startsAtMs = 0): void {
    const { bucket } = this.#gate;
    const nowMs = this.#nowMs();
    const perSecond = bucket.status(nowMs)?.restorePerSecond ?? 0;
    const [share = 1] = dividePoints(perSecond, [wanted, ...others.map((other) => other.wanted)]);
    const usefulPoints = Math.max(...[perSecond * share, lanes.reduce((sum, lane) => sum + (wanted[lane] ?? 0), 0)]);
    bucket.divide({ share, othersPoints: sumHeld(others), usefulPoints, startsAtMs }, nowMs);
  }

  async #tell(wanted: ByLane): Promise<OtherSpender[]> {
    const { db, clock } = this.#runtime;
    const measuredAt = clock.now();
    this.#toldAtMs = measuredAt.getTime();
    const status = this.#gate.bucket.status(this.#toldAtMs);
    const heldPoints = this.#gate.bucket.heldPoints(this.#toldAtMs);
    const found = await db.$queryRaw<{ wanted: unknown; held_points: number }[]>`
      WITH mine AS (
        INSERT INTO store_points_shares (store_id, holder, wanted, held_points, expires_at)
        VALUES (${this.#storeId}::uuid, ${this.#holder}::uuid, ${JSON.stringify(wanted)}::jsonb, ${heldPoints},
          now() + make_interval(secs => ${EXPIRES_SECONDS}))
        ON CONFLICT (store_id, holder) DO UPDATE SET wanted = excluded.wanted, held_points = excluded.held_points,
          expires_at = excluded.expires_at
      ),
      known AS (
        INSERT INTO store_budgets AS budget (store_id, maximum_points, restore_per_second, available_points, measured_at)
        SELECT ${this.#storeId}::uuid, status.maximum, status.rate, status.available, ${measuredAt}
        FROM (SELECT ${status?.maximumPoints ?? null}::float AS maximum, ${status?.restorePerSecond ?? null}::float AS rate,
          ${status?.availablePoints ?? null}::float AS available) AS status
        WHERE status.maximum IS NOT NULL
        ON CONFLICT (store_id) DO UPDATE SET maximum_points = excluded.maximum_points, measured_at = excluded.measured_at,
          restore_per_second = excluded.restore_per_second, available_points = excluded.available_points
        WHERE budget.measured_at <= excluded.measured_at
      )
      SELECT wanted, held_points FROM store_points_shares
      WHERE store_id = ${this.#storeId}::uuid AND holder <> ${this.#holder}::uuid AND expires_at > now()`;
    return found.map((other) => ({ wanted: wantedSchema.parse(other.wanted), heldPoints: other.held_points }));
  }

  #nowMs(): number {
    return this.#runtime.clock.now().getTime();
  }
}

const sumHeld = (others: readonly OtherSpender[]): number =>
  others.reduce((sum, { heldPoints }) => sum + heldPoints, 0);
