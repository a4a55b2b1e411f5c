import fc from "fast-check";
import { expect, test } from "vitest";
import type { Actor, StaffRole } from "#app/domain/context.ts";
import { ACTIONS, can, TOKEN_SCOPES } from "#app/domain/organizations/permissions.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { ForbiddenError } from "#app/platform/errors.ts";

const action = fc.constantFrom(...ACTIONS);
const boundRole = fc.constantFrom<StaffRole>("MERCHANT", "VIEWER");
const freeRole = fc.constantFrom<StaffRole>("OWNER", "STAFF");

const staff = (role: StaffRole, storeId: string | null): Actor => ({
  type: "STAFF",
  id: "s",
  name: "Sam",
  role,
  storeId,
});

test("the table of roles says who may do what in a store", () => {
  const roles: StaffRole[] = ["OWNER", "STAFF", "MERCHANT", "VIEWER"];

  const table = ACTIONS.map((one) => [one, roles.filter((role) => can(staff(role, "own"), one, "own"))]);

  expect(table).toEqual([
    ["view", ["OWNER", "STAFF", "MERCHANT", "VIEWER"]],
    ["upload", ["OWNER", "STAFF", "MERCHANT"]],
    ["configure", ["OWNER", "STAFF"]],
    ["administer", ["OWNER"]],
  ]);
});

test("a merchant and a viewer can do nothing in a store that is not theirs, nor organization-wide", () => {
  fc.assert(
    fc.property(boundRole, action, fc.uuid(), fc.option(fc.uuid()), (role, what, own, other) => {
      fc.pre(other !== own);
      expect(can(staff(role, own), what, other ?? undefined)).toBe(false);
    }),
  );
});

test("a merchant or viewer without a store can do nothing anywhere", () => {
  fc.assert(
    fc.property(boundRole, action, fc.option(fc.uuid(), { nil: undefined }), (role, what, store) => {
      expect(can(staff(role, null), what, store)).toBe(false);
    }),
  );
});

test("the rights of owners and staff do not depend on the store", () => {
  fc.assert(
    fc.property(freeRole, action, fc.uuid(), (role, what, store) => {
      expect(can(staff(role, null), what, store)).toBe(can(staff(role, null), what));
    }),
  );
});

test("each role may do at least what the next one may", () => {
  const descending: StaffRole[] = ["OWNER", "STAFF", "MERCHANT", "VIEWER"];
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 }), action, (at, what) => {
      const [higher, lower] = [descending[at] ?? "OWNER", descending[at + 1] ?? "VIEWER"];
      const mayLower = can(staff(lower, "own"), what, "own");
      expect(can(staff(higher, "own"), what, "own") || !mayLower).toBe(true);
    }),
  );
});

test("an API token may do what its scopes name, and never administer", () => {
  fc.assert(
    fc.property(
      fc.subarray<string>([...ACTIONS, "admin", "*"]),
      action,
      fc.option(fc.uuid()),
      (scopes, what, store) => {
        const token: Actor = { type: "API_TOKEN", id: "t", name: "erp", scopes };
        const isNamed = scopes.includes(what) && TOKEN_SCOPES.some((scope) => scope === what);
        expect(can(token, what, store ?? undefined)).toBe(isNamed);
      },
    ),
  );
});

test("who lacks a right is told who has it", () => {
  const viewer = staff("VIEWER", "own");

  const attempt = () => requirePermission(viewer, "administer");

  expect(attempt).toThrow(ForbiddenError);
  expect(attempt).toThrow(/Only an owner/);
});
