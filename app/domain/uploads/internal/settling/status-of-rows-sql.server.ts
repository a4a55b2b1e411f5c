import { Prisma } from "@prisma/client";

/**
 * How a group stands, as an aggregate over `status` of its rows: under way or waiting while one of them is, and then as
 * the one that needs most attention ended.
 */
export const statusOfRows = Prisma.sql`CASE
  WHEN bool_or(status = 'PROCESSING') THEN 'PROCESSING'
  WHEN bool_or(status = 'PENDING') THEN 'PENDING'
  WHEN bool_or(status = 'FAILED') THEN 'FAILED'
  WHEN bool_or(status = 'SUCCESS') THEN 'SUCCESS'
  WHEN bool_or(status = 'CANCELLED') THEN 'CANCELLED'
  ELSE 'SKIPPED' END`;
