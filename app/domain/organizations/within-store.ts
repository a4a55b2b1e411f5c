import type { Actor } from "#app/domain/context.ts";

type Person = Extract<Actor, { type: "STAFF" }>;

/**
 * A person who acts from a page of one shop's own admin: whoever reaches all stores of the organization sees and changes
 * there this one alone, as its merchant would. What a role does not allow anywhere it does not allow here.
 */
export const withinStore = (person: Person, storeId: string): Person =>
  person.role === "OWNER" || person.role === "STAFF" ? { ...person, role: "MERCHANT", storeId } : person;
