import type { Page } from "#app/domain/keyset.ts";
import { explainError, explainWarning } from "#app/domain/uploads/failures/failure-catalog.ts";
import type { ErrorGroup } from "#app/domain/uploads/queries/error-group-queries.server.ts";
import type { RowView } from "#app/domain/uploads/queries/row-queries.server.ts";
import { encodeCursor } from "../cursors.ts";

/** A page of a list of the API; `nextCursor` is null on the last one. */
export const viewPage = <Item, View>({ items, next }: Page<Item>, view: (item: Item) => View, sort?: string) => ({
  items: items.map(view),
  nextCursor: next === null ? null : encodeCursor(next, sort),
});

/** A row with its error in one piece, and its warnings, explained; `error` is null unless the row is FAILED. */
export function viewRow<Row extends RowView>(row: Row) {
  const { errorCategory, errorCode, errorMessage, errorField, warnings, ...rest } = row;
  const error =
    errorCategory === null
      ? null
      : {
          category: errorCategory,
          code: errorCode,
          message: errorMessage,
          field: errorField,
          ...explainError(errorCode, errorCategory),
        };
  return { ...rest, error, warnings: warnings.map((warning) => ({ ...warning, ...explainWarning(warning.code) })) };
}

/** A group of rows with its rows' errors explained. */
export const viewGroup = <Group extends { rows: readonly RowView[] }>(group: Group) => ({
  ...group,
  rows: group.rows.map(viewRow),
});

/** Why rows failed, with what to do about it and the call that retries them. */
export const viewErrorGroup = (batchId: string) => (group: ErrorGroup) => ({
  ...group,
  ...explainError(group.code, group.category),
  retry: {
    method: "POST",
    href: `/api/v1/batches/${batchId}/retry`,
    body: { errorGroup: group.fingerprint },
  },
});
