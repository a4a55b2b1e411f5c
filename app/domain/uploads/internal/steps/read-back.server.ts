import { failpoint } from "#app/platform/failpoint.server.ts";
import { idsInCallPoints, readCreatedProductsPoints } from "#app/shopify/operation-cost.ts";
import { READ_CREATED_PRODUCTS } from "#app/shopify/operations/read-products.ts";
import { ShopifyError } from "#app/shopify/errors.ts";
import { failureFromShopifyError } from "../../failures/decide-failure.ts";
import { matchVariants, type ShopVariant } from "./match-variants.ts";
import {
  AUTOMATIC_TRIES,
  HELD_RETRY_SECONDS,
  READ_BACK_PRODUCTS,
  retryDelaySeconds,
  VARIANTS_PER_CALL,
} from "../../upload-limits.ts";
import { finalFailure, isProductsFault, StoreClosedError } from "./end-try.server.ts";
import { concernsStore } from "../concerns-store.server.ts";
import { endBrokenGroup } from "../end-broken-group.server.ts";
import type { GroupWork } from "./group-work.ts";
import { readAllVariants, toShopVariant } from "./read-variants.server.ts";
import type { StoreSession } from "../store/store-session.server.ts";

/** Longest time that a created product waits for company, while points are short of what is left to do and while they are not. */
const SCARCE_WAIT_MS = 12_000;
const PLENTY_WAIT_MS = 1_000;

/** Ids in the creates cost about half as much again as the creates alone. */
const PLENTY_FACTOR = 1.7;

/** Lists up to this length are known to cost what one product costs; the first one tells whether longer ones do. */
const RECORDED_IDS = 8;

/**
 * Collects created products whose variant ids are still unknown and reads them back many at a time: a list of products
 * costs the same however long it is (recorded answers), so waiting a little for company is the cheapest way.
 */
export class ReadBack {
  readonly #session: StoreSession;
  #waiting: GroupWork[] = [];
  /** Whether a list of products costs more the longer it is. Null: nobody knows yet. */
  #costGrows: boolean | null = null;
  #hasPlenty = false;
  #oldestAtMs = 0;
  #running: Promise<void> = Promise.resolve();

  constructor(session: StoreSession) {
    this.#session = session;
  }

  get size(): number {
    return this.#waiting.length;
  }

  /** Takes note of what is left to do at the store, in points. With more than that at hand, time counts instead of points. */
  noteOpenPoints(openPoints: number): void {
    const budget = this.#session.gate.bucket.status(this.#session.runtime.clock.now().getTime());
    this.#hasPlenty = budget !== null && budget.availablePoints >= PLENTY_FACTOR * openPoints;
  }

  /** Whether the ids of a product's variants should come with its create: when nothing is gained by waiting for company. */
  belongsInCall(variantCount: number): boolean {
    if (variantCount > VARIANTS_PER_CALL) return false;
    const grows = this.#costGrows === true && readCreatedProductsPoints(variantCount) >= idsInCallPoints(variantCount);
    return this.#hasPlenty || grows;
  }

  add(work: GroupWork): void {
    if (this.#waiting.length === 0) this.#oldestAtMs = this.#session.runtime.clock.now().getTime();
    this.#waiting.push(work);
  }

  /** Whether it is time to read: a full list, or the oldest has waited long enough. */
  isDue(): boolean {
    if (this.#waiting.length === 0) return false;
    if (this.#waiting.length >= READ_BACK_PRODUCTS) return true;
    const waitedMs = this.#session.runtime.clock.now().getTime() - this.#oldestAtMs;
    return waitedMs >= (this.#hasPlenty ? PLENTY_WAIT_MS : SCARCE_WAIT_MS);
  }

  /** Reads everything that waits. One at a time, products of like size together. What fails does not keep the next back. */
  async flush(): Promise<void> {
    const sorted = this.#waiting.toSorted((one, other) => one.rows.length - other.rows.length);
    const taken = this.#costGrows === null ? sorted.slice(0, RECORDED_IDS) : sorted;
    this.#waiting = sorted.slice(taken.length);
    const reading = this.#running.then(() => this.#readAll(taken));
    this.#running = reading.catch(() => undefined);
    return reading;
  }

  async #readAll(works: readonly GroupWork[]): Promise<void> {
    for (let at = 0; at < works.length; at += READ_BACK_PRODUCTS) {
      const costGrows = await readProducts(this.#session, works.slice(at, at + READ_BACK_PRODUCTS), this.#costGrows);
      this.#costGrows ??= costGrows;
    }
  }
}

/** Returns whether the cost has grown with the number of products, as far as it can be told. */
async function readProducts(
  session: StoreSession,
  works: readonly GroupWork[],
  costGrows: boolean | null,
): Promise<boolean | null> {
  const largest = Math.max(...works.map((work) => work.rows.length));
  try {
    if (largest > VARIANTS_PER_CALL) {
      for (const work of works) {
        await keep(session, work, await readAllVariants(session, productIdOf(work), work.rows.length), 0);
      }
      return null;
    }
    const variantCount = Math.max(1, largest);
    const call = {
      operation: READ_CREATED_PRODUCTS,
      variables: { ids: works.map(productIdOf), variantCount },
      points: readCreatedProductsPoints(variantCount) * (costGrows === false ? 1 : works.length),
    };
    failpoint("uploads.before-read-back");
    const answer = await session.read(call, "reads");
    failpoint("uploads.after-read-back");
    const found = new Map(
      answer.data.nodes.flatMap((node) => (node && "variants" in node ? [[node.id, node.variants.nodes]] : [])),
    );
    const spent = answer.cost?.actualPoints ?? 0;
    await Promise.all(
      works.map((work, index) =>
        keep(session, work, found.get(productIdOf(work))?.map(toShopVariant) ?? null, index === 0 ? spent : 0),
      ),
    );
    if (works.length < 2 || !answer.cost) return null;
    return answer.cost.requestedPoints > 1.5 * readCreatedProductsPoints(variantCount);
  } catch (error) {
    if (!(error instanceof ShopifyError)) throw error;
    await Promise.all(works.filter((work) => !work.isDone).map((work) => postpone(session, work, error)));
    if (error.remedy.kind === "reconnect-store") throw new StoreClosedError(error.publicMessage);
    return null;
  }
}

const productIdOf = (work: GroupWork): string => work.link?.shopifyProductId ?? work.group.acceptedProductId ?? "";

/** What cannot be stored of one product must not keep the others' ids back. */
async function keep(...read: Parameters<typeof settleRead>): Promise<void> {
  const [session, work] = read;
  try {
    await settleRead(...read);
  } catch (error) {
    if (concernsStore(error)) throw error;
    await endBrokenGroup(session, work.group, error);
  }
}

/** Rows that are found succeed. One that is not found goes through the steps again, which add it or say why not. */
async function settleRead(
  session: StoreSession,
  work: GroupWork,
  variants: readonly ShopVariant[] | null,
  sharedCostPoints: number,
): Promise<void> {
  const { matched } = matchVariants(work.rows, variants ?? []);
  const rows = matched.map(({ row, found }) => work.succeed(row, found));
  const isIncomplete = !work.isDone;
  await session.settle({
    groupId: work.group.id,
    sharedCostPoints,
    ...(variants === null
      ? { isProductGone: true }
      : { product: { shopifyProductId: productIdOf(work), handle: null, isAccepted: true } }),
    ...(isIncomplete ? { isCreated: false } : {}),
    rows: [...rows, ...work.postpone()],
  });
}

async function postpone(session: StoreSession, work: GroupWork, error: ShopifyError): Promise<void> {
  const failure = failureFromShopifyError(error);
  const settlement = { groupId: work.group.id, errorCode: failure.code };
  if (error.remedy.kind === "reconnect-store" || !isProductsFault(session, error)) {
    return session.settle({ ...settlement, rows: work.postpone(), dueInSeconds: HELD_RETRY_SECONDS });
  }
  const tries = work.group.failedAttempts + 1;
  await session.settle({
    ...settlement,
    rows:
      tries < 2 * AUTOMATIC_TRIES && work.group.hasRetriesLeft
        ? work.postpone()
        : work.failAll(finalFailure(work.group, failure)),
    countsAsFailedTry: true,
    dueInSeconds: retryDelaySeconds(tries, Math.random()),
  });
}
