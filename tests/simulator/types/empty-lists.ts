import { type Connection, type ConnectionArguments, paginate } from "../graphql/connections.ts";

const none: readonly { id: number }[] = [];

/** A page of what no simulated shop has: selling plans. */
export function emptyConnection(_owner: object, args: ConnectionArguments): Connection<{ id: number }> {
  return paginate(none, args);
}
