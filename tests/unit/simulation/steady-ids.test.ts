import { expect, test } from "vitest";
import { SteadyIds } from "#tests/simulation/database/steady-ids.ts";

const GENERATED = "0199a2b4-5c6d-7e8f-9a0b-1c2d3e4f5a6b";
const OTHER = "0199a2b4-5c6d-7e8f-9a0b-1c2d3e4f5a6c";

test("gives ids that Prisma made the numbers of their appearance, the same id always the same", () => {
  const ids = new SteadyIds();

  expect([ids.of(GENERATED), ids.of(OTHER), ids.of(GENERATED)]).toEqual([
    "00000000-0000-7000-8000-000000000001",
    "00000000-0000-7000-8000-000000000002",
    "00000000-0000-7000-8000-000000000001",
  ]);
});

test("leaves alone what is no such id, or has its number already", () => {
  const ids = new SteadyIds();
  const random = "9b2f1c4e-1111-4222-8333-444455556666";
  const steady = ids.of(GENERATED);

  expect([ids.of(random), ids.of(steady), ids.of("text"), ids.of(7)]).toEqual([random, steady, "text", 7]);
});
