import { useLoaderData, useNavigate } from "@remix-run/react";
import { Card, Page, Tabs } from "@shopify/polaris";
import { z } from "zod";
import { BatchTable } from "#app/components/batches/batch-table.tsx";
import { KeysetPagination } from "#app/components/keyset-pagination.tsx";
import { batchStatusWords } from "#app/components/status-words.ts";
import { listBatches } from "#app/domain/uploads/batch-queries.server.ts";
import { batchStatuses } from "#app/domain/uploads/transitions.ts";
import { encodePage } from "#app/http/cursors.ts";
import { pageLoader } from "#app/http/page-handlers.server.ts";
import { pageParams, parseSearchParams, toPageRequest } from "#app/http/parse-input.server.ts";

export const loader = pageLoader(async ({ ctx, request }) => {
  const search = z.object({ status: z.enum(batchStatuses).optional(), ...pageParams("uuid") });
  const { status, ...page } = parseSearchParams(request, search);
  const batches = await listBatches(ctx, { statuses: status && [status] }, toPageRequest(page));
  return { status: status ?? null, batches: batches.items, ...encodePage(batches) };
});

const TABS = [null, ...batchStatuses] as const;

export default function Batches() {
  const { status, batches, nextCursor, previousCursor } = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  return (
    <Page title="Batches" subtitle="Every upload run, and what happened to it" fullWidth>
      <Card padding="0">
        <Tabs
          tabs={TABS.map((one) => ({
            id: one ?? "all",
            content: one === null ? "All" : batchStatusWords[one].label,
            panelID: "batches",
          }))}
          selected={TABS.indexOf(status)}
          onSelect={(index) => {
            const chosen = TABS[index] ?? null;
            navigate(chosen === null ? "/app/batches" : `/app/batches?status=${chosen}`);
          }}
        />
        <div id="batches">
          <BatchTable batches={batches} isFiltered={status !== null} />
        </div>
        <KeysetPagination label="Pages of batches" nextCursor={nextCursor} previousCursor={previousCursor} />
      </Card>
    </Page>
  );
}
