import type { Operation } from "../operation.ts";
import * as batches from "./batch-operations.ts";
import * as catalog from "./catalog-operations.ts";
import * as corrections from "./correction-operations.ts";
import * as events from "./event-operations.ts";
import * as inventory from "./inventory-operations.ts";
import * as notifications from "./notification-operations.ts";
import * as reconciliation from "./reconciliation-operations.ts";
import * as routing from "./routing-operations.ts";
import * as stores from "./store-operations.ts";

export interface OperationGroup {
  readonly name: string;
  readonly operations: readonly Operation[];
}

const group = (name: string, operations: object): OperationGroup => ({
  name,
  operations: (Object.values(operations) as unknown[]).filter(isOperation),
});

const isOperation = (given: unknown): given is Operation =>
  typeof given === "object" && given !== null && "path" in given && "answer" in given;

/** All that the API answers, in the order in which it is shown. */
export const operationGroups: readonly OperationGroup[] = [
  group("Batches", { ...batches, ...corrections }),
  group("Catalog", catalog),
  group("Inventory", inventory),
  group("Stores", stores),
  group("Routing", routing),
  group("Reconciliation", reconciliation),
  group("Notifications", notifications),
  group("Events", events),
];
