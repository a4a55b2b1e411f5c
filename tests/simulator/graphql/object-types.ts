import type { GraphQLResolveInfo } from "graphql";
import { notSimulated } from "./errors.ts";
import type { AdminRequest } from "./request.ts";

/**
 * A resolver of one field. A method, so that a table may narrow `args` to what the schema says of the field:
 * graphql-js has checked the arguments against the schema before it calls.
 */
interface Field<Source> {
  resolve(source: Source, args: object, request: AdminRequest, info: GraphQLResolveInfo): unknown;
}

export type Fields<Source> = Record<string, Field<Source>["resolve"]>;

const objectTypes = new Map<string, Fields<object | undefined>>();

/** Registers what the simulator knows of an object type. A field that is not in the table is not simulated. */
export function defineObjectType<Source extends object | undefined>(name: string, fields: Fields<Source>): void {
  const known = objectTypes.get(name);
  objectTypes.set(name, { ...known, ...fields });
}

/** Whether the simulator has an answer for a field of an object type. */
export function isSimulated(typeName: string, fieldName: string): boolean {
  return objectTypes.get(typeName)?.[fieldName] !== undefined;
}

/** A payload of a mutation that a fault refused: every field but `userErrors` is null. */
export class RefusedPayload {
  readonly userErrors: readonly object[];

  constructor(userErrors: readonly object[]) {
    this.userErrors = userErrors;
  }
}

/**
 * Answers every field of every type: from the type's table, or, for payloads and other plain answers, from the
 * property of that name. @throws GraphQLError NOT_SIMULATED for anything else.
 */
export function resolveField(
  source: object | undefined,
  args: object,
  request: AdminRequest,
  info: GraphQLResolveInfo,
): unknown {
  const fields = objectTypes.get(info.parentType.name);
  if (fields) {
    const resolve = fields[info.fieldName];
    if (resolve) return resolve(source, args, request, info);
  } else if (source !== undefined) {
    if (info.fieldName in source) return Reflect.get(source, info.fieldName);
    if (source instanceof RefusedPayload) return null;
  }
  throw notSimulated(`${info.parentType.name}.${info.fieldName}`);
}

/** Records carry the name of their type. */
export function resolveType(value: unknown): string {
  if (typeof value === "object" && value !== null && "kind" in value && typeof value.kind === "string") {
    return value.kind;
  }
  throw notSimulated("the type of an answer");
}
