import { Prisma } from "@prisma/client";
import type { RowStatus } from "../transitions.ts";

/**
 * The rows of groups that have a status, as a table `this (id, ...)`, looked up group by group. While a batch is planned,
 * the statistics know a fraction of its groups: a plain `group_id = ANY (...)` has been taken for most of the table, and
 * answered by reading all rows that wait. OFFSET 0 and IS TRUE leave the planner no other way: by the status alone it skips
 * through the index of what has not succeeded, and reads all that waits once for each group.
 */
export const rowsOfGroups = (groupIds: readonly bigint[], status: RowStatus): Prisma.Sql => Prisma.sql`(
  SELECT found.* FROM unnest(${[...groupIds]}::bigint[]) AS wanted(group_id)
  CROSS JOIN LATERAL (
    SELECT id, store_id, variant_id FROM shopify_upload_products
    WHERE group_id = wanted.group_id AND (status = ${status}::upload_row_status) IS TRUE OFFSET 0
  ) AS found) AS this`;
