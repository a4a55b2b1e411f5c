import { expect, test } from "vitest";
import { findLockGaps } from "./lock-gaps.ts";

const lockOf = (packages: object) => JSON.stringify({ packages });
const asks = { version: "1.0.0", optionalDependencies: { "binary-linux": "1.0.0" } };

test("an optional dependency that the lock file lacks is found", () => {
  const gaps = findLockGaps(lockOf({ "node_modules/tool": asks }));

  expect(gaps).toEqual(["node_modules/tool@1.0.0 needs binary-linux"]);
});

test("an optional dependency of package.json itself that the lock file lacks is found", () => {
  const gaps = findLockGaps(lockOf({ "": { optionalDependencies: { "binary-linux": "1.0.0" } } }));

  expect(gaps).toEqual(["package.json needs binary-linux"]);
});

test.for(["node_modules/@scope/outer/node_modules/tool/node_modules/binary-linux", "node_modules/binary-linux"])(
  "an optional dependency at %s is reachable from a nested package",
  (location) => {
    const gaps = findLockGaps(lockOf({ "node_modules/@scope/outer/node_modules/tool": asks, [location]: {} }));

    expect(gaps).toEqual([]);
  },
);

test("an optional dependency below another package is out of reach", () => {
  const gaps = findLockGaps(lockOf({ "node_modules/tool": asks, "node_modules/other/node_modules/binary-linux": {} }));

  expect(gaps).toHaveLength(1);
});
