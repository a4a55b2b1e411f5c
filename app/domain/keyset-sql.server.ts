import { Prisma } from "@prisma/client";
import { isBackwardRequest, type PageRequest } from "./keyset.ts";

export interface KeysetOrder {
  /** The column that orders the list, unique within it. */
  column: Prisma.Sql;
  type: "uuid" | "bigint";
  direction: "ascending" | "descending";
  /** A column of whole numbers that orders the list before the other one. Keys are then those of `countedKey`. */
  counted?: Prisma.Sql;
  /**
   * A column that is the same in the whole list. Ordering by it, too, makes PostgreSQL read the index of both: else it may
   * walk along that of the whole table, hoping to meet the few rows of this list soon. The list has to be told by a range
   * (`BETWEEN x AND x`), for what equals one value is left out of an order.
   */
  within?: Prisma.Sql;
}

/** `AND column > key`, of both columns where there are two, or nothing on a first page. */
export function keysetCondition(request: PageRequest, { column, type, direction, counted }: KeysetOrder): Prisma.Sql {
  const key = request.after ?? request.before;
  if (key === undefined) return Prisma.empty;
  const isUpward = (direction === "ascending") !== isBackwardRequest(request);
  const beyond = isUpward ? Prisma.sql`>` : Prisma.sql`<`;
  const ofType = Prisma.raw(type);
  if (counted === undefined) return Prisma.sql`AND ${column} ${beyond} ${key}::text::${ofType}`;
  const [count, id] = key.split("/", 2);
  return Prisma.sql`AND (${counted}, ${column}) ${beyond} (${count}::text::int, ${id}::text::${ofType})`;
}

/** `ORDER BY … LIMIT …` in the direction of travel, one row more than the page shows. */
export function keysetOrder(request: PageRequest, { column, direction, within, counted }: KeysetOrder): Prisma.Sql {
  const isUpward = (direction === "ascending") !== isBackwardRequest(request);
  const wanted = isUpward ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const columns = [within, counted, column].filter((one) => one !== undefined);
  const ordered = Prisma.join(columns.map((one) => Prisma.sql`${one} ${wanted}`));
  return Prisma.sql`ORDER BY ${ordered} LIMIT ${request.limit + 1}`;
}
