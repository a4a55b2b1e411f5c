import { Prisma } from "@prisma/client";
import { isBackwardRequest, type PageRequest } from "./keyset.ts";

export interface KeysetOrder {
  /** The column that orders the list, unique within it. */
  column: Prisma.Sql;
  type: "uuid" | "bigint";
  direction: "ascending" | "descending";
  /**
   * A column that is the same in the whole list. Ordering by it, too, makes PostgreSQL read the index of both: else it may
   * walk along that of the whole table, hoping to meet the few rows of this list soon. The list has to be told by a range
   * (`BETWEEN x AND x`), for what equals one value is left out of an order.
   */
  within?: Prisma.Sql;
}

/** `AND column > key`, or nothing on a first page. */
export function keysetCondition(request: PageRequest, { column, type, direction }: KeysetOrder): Prisma.Sql {
  const key = request.after ?? request.before;
  if (key === undefined) return Prisma.empty;
  const isUpward = (direction === "ascending") !== isBackwardRequest(request);
  return Prisma.sql`AND ${column} ${isUpward ? Prisma.sql`>` : Prisma.sql`<`} ${key}::text::${Prisma.raw(type)}`;
}

/** `ORDER BY … LIMIT …` in the direction of travel, one row more than the page shows. */
export function keysetOrder(request: PageRequest, { column, direction, within }: KeysetOrder): Prisma.Sql {
  const isUpward = (direction === "ascending") !== isBackwardRequest(request);
  const wanted = isUpward ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const first = within === undefined ? Prisma.empty : Prisma.sql`${within} ${wanted},`;
  return Prisma.sql`ORDER BY ${first} ${column} ${wanted} LIMIT ${request.limit + 1}`;
}
