import { useFetcher, useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { useEffect } from "react";
import { z } from "zod";
import { AttemptList } from "#app/components/batches/attempt-list.tsx";
import { Exchange } from "#app/components/batches/exchange.tsx";
import { RetryProduct } from "#app/components/batches/steering/retry-product.tsx";
import { StoreUpload } from "#app/components/batches/store-upload.tsx";
import { KeysetPagination } from "#app/components/keyset-pagination.tsx";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { can } from "#app/domain/organizations/permissions.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import { retryFailedRows } from "#app/domain/uploads/steering/retry-failed-rows.server.ts";
import { pageAction, pageLoader } from "#app/http/page-handlers.server.ts";
import { parseJson, parseParams, rowIdSchema } from "#app/http/parse-input.server.ts";
import { readUploadDetail } from "#app/http/upload-detail.server.ts";
import type { loader as loadExchange } from "./app.batches.$batchId.attempts.$attemptId.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

export const loader = pageLoader(async ({ ctx, request, params }) => ({
  ...(await readUploadDetail(ctx, request, params)),
  mayRetry: can(ctx.actor, "upload", visibleStoreId(ctx.actor) ?? undefined),
}));

export const action = pageAction(async ({ ctx, request, params }) => {
  const { batchId } = parseParams(params, z.object({ batchId: z.uuid() }));
  const body = z.object({ rowIds: z.array(rowIdSchema.transform(BigInt)).min(1).max(1000) });
  const { rowIds } = await parseJson(request, body);
  return { retry: await retryFailedRows(ctx, { batchId, rowIds }) };
});

export default function UploadDetail() {
  const t = useTexts();
  const { batch, title, groups, timelines, rows, attempts, mayRetry, ...page } = useLoaderData<typeof loader>();
  const storeNames = new Map(groups.map((group) => [group.storeId ?? "", group.storeName ?? t("No store")]));
  const failedRowIds = rows.filter(({ status }) => status === "FAILED").map(({ id }) => id);
  const sending = useFetcher<typeof action>();
  const batchUrl = `/app/batches/${batch.id}`;
  const retry = (rowIds: string[]) => sending.submit({ rowIds }, { method: "POST", encType: "application/json" });
  const isRetried = mayRetry && batch.status !== "CANCELLED";
  return (
    <Page
      title={title}
      subtitle={t("In {{name}}", { name: batch.name })}
      backAction={{ content: batch.name, url: batchUrl }}
    >
      <BlockStack gap="400">
        <RetryProduct
          failedRows={isRetried ? failedRowIds.length : 0}
          answer={sending.state === "idle" ? sending.data : undefined}
          isSending={sending.state !== "idle"}
          onRetry={() => retry(failedRowIds)}
          batchUrl={batchUrl}
        />
        {groups.map((group) => (
          <StoreUpload
            key={group.id}
            group={group}
            timeline={timelines.find(({ groupId }) => groupId === group.id)}
            rows={rows.filter((row) => row.groupId === group.id)}
            {...(isRetried && failedRowIds.length > 1 ? { onRetry: (rowId: string) => retry([rowId]) } : {})}
          />
        ))}
        <KeysetPagination label={t("Pages of rows")} {...page} />
        <AttemptList
          attempts={attempts}
          storeNames={storeNames}
          renderExchange={({ id }) => <LoadedExchange url={`${batchUrl}/attempts/${id}`} />}
        />
      </BlockStack>
    </Page>
  );
}

function LoadedExchange({ url }: { url: string }) {
  const { load, data } = useFetcher<typeof loadExchange>({ key: url });
  useEffect(() => load(url), [load, url]);
  return <Exchange exchange={data} />;
}
