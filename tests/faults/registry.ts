import { databaseStopped } from "./database/database-stopped.ts";
import { halfOpenDatabase } from "./database/half-open.ts";
import type { Fault } from "./fault.ts";
import { stockRaces } from "./inventory/stock-races.ts";
import { adoptAccepted } from "./kills/adopt-accepted.ts";
import { cutAnswers } from "./kills/cut-answers.ts";
import { killAtFailpoints } from "./kills/kill-at-failpoints.ts";
import { killWorker } from "./kill-worker.ts";
import { parallelWorkers } from "./parallel-workers.ts";
import { hostileReceiver } from "./notifications/hostile-receiver.ts";
import { roleMatrix } from "./organizations/role-matrix.ts";
import { pointsBound } from "./pace/points-bound.ts";
import { rateHalved } from "./pace/rate-halved.ts";
import { smallStoresBesideLarge } from "./pace/small-stores.ts";
import { lostWebhooks } from "./reconciliation/lost-webhooks.ts";
import { failingCalls } from "./shopify/failing-calls.ts";
import { oneVariantRefused } from "./shopify/one-variant-refused.ts";
import { poisonGroups } from "./shopify/poison-groups.ts";
import { shopDown } from "./shopify/shop-down.ts";
import { tokenExpiry } from "./shopify/token-expiry.ts";
import { tokenRefused } from "./shopify/token-refused.ts";
import { uninstall } from "./webhooks/uninstall.ts";
import { webhookFlood } from "./webhooks/webhook-flood.ts";
import { frozenWorker } from "./workers/frozen-worker.ts";
import { killEveryFiveSeconds } from "./workers/kill-every-five-seconds.ts";
import { stopInFlight } from "./workers/stop-in-flight.ts";

/** Every fault, in the order of a run. */
export const faults: readonly Fault[] = [
  adoptAccepted,
  stockRaces,
  cutAnswers,
  killAtFailpoints,
  killWorker,
  parallelWorkers,
  pointsBound,
  rateHalved,
  roleMatrix,
  smallStoresBesideLarge,
  failingCalls,
  oneVariantRefused,
  poisonGroups,
  shopDown,
  tokenExpiry,
  tokenRefused,
  databaseStopped,
  frozenWorker,
  halfOpenDatabase,
  killEveryFiveSeconds,
  lostWebhooks,
  stopInFlight,
  uninstall,
  webhookFlood,
  hostileReceiver,
].toSorted((one, other) => one.line - other.line);
