import { z } from "zod";
import { cursorSchema } from "../cursors.ts";
import { readSelection, selectionFields } from "./selection-body.ts";

const MAX_PRODUCTS = 100;

/**
 * Body of `POST /api/v1/previews`: a selection as for an approval, with the `nextCursor` of the page before and how many
 * products a page has.
 */
export const previewBody = z
  .strictObject({
    ...selectionFields,
    cursor: cursorSchema("uuid").optional(),
    limit: z.int().min(1).max(MAX_PRODUCTS).default(MAX_PRODUCTS),
  })
  .transform(({ cursor, limit, ...given }, context) => ({
    selection: readSelection(given, context),
    after: cursor,
    limit,
  }));
