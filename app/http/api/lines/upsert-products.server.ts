import type { Context } from "#app/domain/context.ts";
import { importCatalog } from "#app/domain/catalog/import-catalog.server.ts";
import { rejectRemedies } from "#app/domain/catalog/imports/findings.ts";
import type { ApiFile } from "../api-file.server.ts";
import { answerLines } from "./answer-lines.server.ts";

/** Brings the products of a body into the catalog, as an import of a file does, and tells of each line what became of it. */
export const upsertProducts = (ctx: Context, request: Request, currencyCode?: string): Promise<ApiFile> =>
  answerLines(request, async (source, tell) => {
    const summary = await importCatalog(ctx, {
      source,
      fileName: "API",
      format: "jsonl",
      ...(currencyCode === undefined ? {} : { currencyCode }),
      rejects: { add: () => Promise.resolve() },
      onProduct: async ({ key, lines, rejects, warnings }, written) => {
        for (const line of lines)
          await tell({
            line,
            externalId: key,
            outcome: written?.outcome ?? "rejected",
            productId: written?.id ?? null,
            problems: rejects.map(({ column, code, reason }) => {
              return { field: column, code, message: reason, whatToDo: rejectRemedies[code] };
            }),
            warnings: warnings.map(({ column, code, message }) => ({ field: column, code, message })),
          });
      },
    });
    const { importId, products, variants, rejectedProducts, warnings } = summary;
    await tell({ summary: { importId, products, variants, rejectedProducts, warnings } });
  });
