import { expect, test } from "vitest";
import { pressingFirst } from "#app/components/home/pressing-stores.ts";
import type { OverviewStore } from "#app/http/home/overview.server.ts";

const store = (name: string, rest: object = {}): OverviewStore =>
  ({
    name,
    status: "CONNECTED",
    pausedAt: null,
    heldUntil: null,
    createsParkedUntil: null,
    stock: null,
    pulse: { productsOpen: 0, budget: null },
    ...rest,
  }) as OverviewStore;

test("stores that stand still come first, then those with most to do, then by name", () => {
  const stores = [
    store("Calm"),
    store("Busy", { pulse: { productsOpen: 7, budget: null } }),
    store("Busiest", { pulse: { productsOpen: 70, budget: null } }),
    store("Also calm"),
    store("Paused", { pausedAt: new Date() }),
    store("Braked", { stock: { stoppedRunId: "run" } }),
    store("Locked out", { status: "RECONNECT_REQUIRED" }),
    store("Gone", { status: "UNINSTALLED" }),
  ];

  expect(pressingFirst(stores).map(({ name }) => name)).toEqual([
    "Braked",
    "Locked out",
    "Paused",
    "Busiest",
    "Busy",
    "Also calm",
    "Calm",
    "Gone",
  ]);
});
