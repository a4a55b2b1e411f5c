import type { Actor } from "#app/domain/context.ts";
import { ForbiddenError } from "#app/platform/errors.ts";
import { can, type Action } from "./permissions.ts";

const WHO_MAY: Record<Action, string> = {
  view: "Ask an owner of your organization for access.",
  upload: "Approving and uploading needs the role merchant, staff or owner.",
  configure: "Routes, prices and stock rules need the role staff or owner.",
  administer: "Only an owner of the organization may do this.",
};

/**
 * Lets a verb go on only when the actor may do this in the store, or, without a store, in all of them.
 * @throws {ForbiddenError} saying who may.
 */
export function requirePermission(actor: Actor, action: Action, storeId?: string): void {
  if (!can(actor, action, storeId)) throw new ForbiddenError("permission.denied", WHO_MAY[action]);
}
