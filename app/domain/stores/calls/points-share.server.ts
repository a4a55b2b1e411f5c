import { z } from "zod";
import type { Runtime } from "#app/domain/context.ts";
import { dividePoints, lanes, type ByLane } from "#app/shopify/points-lanes.ts";
import type { PointsGate } from "./points-gate.server.ts";

/** How often a spender tells the others what it needs. */
const EVERY_MS = 500;

/** After this time the others have heard of a newcomer, and keep to their share. */
const HEARD_AFTER_MS = 1_000;

/** Points a second before Shopify has told: what it restores on its smallest plan. */
const UNKNOWN_RATE = 100;

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
  #heardAtMs = 0;
  #lastShares: readonly number[] = [];

  constructor(runtime: Runtime, { storeId, holder, gate }: { storeId: string; holder: string; gate: PointsGate }) {
    this.#runtime = runtime;
    this.#storeId = storeId;
    this.#holder = holder;
    this.#gate = gate;
  }

  /** Takes up what is known of the bucket, less what others count on. They know of this one a moment later. */
  async join(): Promise<void> {
    const others = await this.#tell({});
    await this.#recall();
    if (others.length === 0) return;
    this.#heardAtMs = this.#nowMs() + HEARD_AFTER_MS;
    this.#gate.divide("unheard");
  }

  /** Tells and hears, when it is time to. */
  async keep(): Promise<void> {
    if (this.#nowMs() - this.#toldAtMs < EVERY_MS) return;
    const wanted = this.#gate.wanted();
    const others = await this.#tell(wanted);
    if (others.length === 0) {
      this.#lastShares = [];
      return this.#gate.divide(null);
    }
    if (this.#nowMs() < this.#heardAtMs) return;
    if (this.#gate.bucket.status(this.#nowMs()) === null)
      await this.#recall({ availablePoints: 0, measuredAt: this.#runtime.clock.now() });
    const perSecond = this.#gate.bucket.status(this.#nowMs())?.restorePerSecond ?? UNKNOWN_RATE;
    const [share = 1] = dividePoints(perSecond, [wanted, ...others.map((other) => other.wanted)]);
    const wantedPoints = lanes.reduce((sum, lane) => sum + (wanted[lane] ?? 0), 0);
    this.#lastShares = [share, ...this.#lastShares].slice(0, HEARD_AFTER_MS / EVERY_MS + 1);
    this.#gate.divide({
      // It grows once the others have heard of what makes it grow, and have taken less.
      share: Math.min(...this.#lastShares),
      othersPoints: sumHeld(others),
      usefulPoints: Math.max(perSecond * share, wantedPoints),
    });
  }

  /** Leaves everything to the others. */
  async leave(): Promise<void> {
    await this.#tell({});
    const { db, clock } = this.#runtime;
    await db.storePointsShare.deleteMany({
      where: { storeId: this.#storeId, OR: [{ holder: this.#holder }, { expiresAt: { lt: clock.now() } }] },
    });
  }

  /** What an earlier process, or one of the others, has learned of the bucket. */
  async #recall(ours: { availablePoints?: number; measuredAt?: Date } = {}): Promise<void> {
    const { db } = this.#runtime;
    const found = await db.storeBudget.findUnique({ where: { storeId: this.#storeId } });
    if (!found) return;
    const budget = { ...found, ...ours };
    this.#gate.bucket.restore(budget, budget.measuredAt.getTime());
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
