import { expect, test } from "vitest";
import { PROBE_EVERY_MS, StoreCircuit } from "#app/domain/stores/calls/store-circuit.ts";

function failTimes(circuit: StoreCircuit, times: number, atMs: number): void {
  for (let count = 0; count < times; count += 1) circuit.failed(atMs);
}

function openAt(atMs: number): StoreCircuit {
  const circuit = new StoreCircuit();
  failTimes(circuit, 8, atMs);
  return circuit;
}

test("a store is held after many failures at once, and asked at once whether it is there", () => {
  const circuit = new StoreCircuit();
  failTimes(circuit, 7, 1_000);
  expect(circuit.state).toBe("closed");

  circuit.failed(1_000);

  expect([circuit.state, circuit.probeAtMs, circuit.isProductsFault]).toEqual(["open", 1_000, false]);
});

test("a store with little to do is held after a few failures with nothing between them for a while", () => {
  const circuit = new StoreCircuit();
  circuit.failed(0);
  circuit.failed(1_000);
  expect(circuit.state).toBe("closed");

  circuit.failed(2_000);

  expect(circuit.state).toBe("open");
});

test("failures between answered writes hold nothing, and are the products' own", () => {
  const circuit = new StoreCircuit();

  for (let second = 0; second < 100; second += 1) {
    failTimes(circuit, 2, second * 1_000);
    expect(circuit.isProductsFault).toBe(true);
    circuit.writeAnswered();
  }

  expect(circuit.state).toBe("closed");
});

test("a store that does not answer is asked once in ten seconds", () => {
  const circuit = openAt(0);

  circuit.probed(false, 5);
  failTimes(circuit, 3, 6);

  expect(circuit.probeAtMs).toBe(5 + PROBE_EVERY_MS);
});

test("answers that were under way when the store was held do not let everything go", () => {
  const circuit = openAt(0);

  circuit.writeAnswered();

  expect(circuit.state).toBe("open");
});

test("once the store answers one product goes first, and all when its write is answered", () => {
  const circuit = openAt(0);
  circuit.probed(true, 1);
  expect(circuit.state).toBe("trial");

  circuit.writeAnswered();

  expect([circuit.state, circuit.probeAtMs]).toEqual(["closed", null]);
});

test("a trial that only reads lets all go when it has ended", () => {
  const circuit = openAt(0);
  circuit.probed(true, 1);

  circuit.trialEnded();

  expect(circuit.state).toBe("closed");
});

test("a product that fails although the store answers spends a try, and the store is asked again after ten seconds", () => {
  const circuit = openAt(0);
  circuit.probed(true, 1_000);

  circuit.failed(2_000);

  expect([circuit.state, circuit.probeAtMs, circuit.isProductsFault]).toEqual(["open", 2_000 + PROBE_EVERY_MS, true]);
});

test("a worker takes up the hold of the one before it", () => {
  const circuit = new StoreCircuit();

  circuit.restore(7_000);

  expect([circuit.state, circuit.probeAtMs]).toEqual(["open", 7_000]);
});

test("a shop that is out of service is held at its first answer, says why, and is asked once a minute", () => {
  const circuit = new StoreCircuit();

  circuit.refused("The shop is frozen.", 1_000);
  const held = [circuit.state, circuit.reason, circuit.probeAtMs];
  circuit.refused("The shop is frozen.", 61_000);
  const heldOn = [circuit.state, circuit.reason, circuit.probeAtMs];
  circuit.probed(true, 121_000);
  circuit.trialEnded();

  expect(held).toEqual(["open", "The shop is frozen.", 61_000]);
  expect(heldOn).toEqual(["open", "The shop is frozen.", 121_000]);
  expect([circuit.state, circuit.reason]).toEqual(["closed", null]);
});
