import { useFetcher, useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { useEffect } from "react";
import { AttemptList } from "#app/components/batches/attempt-list.tsx";
import { Exchange } from "#app/components/batches/exchange.tsx";
import { StoreUpload } from "#app/components/batches/store-upload.tsx";
import { KeysetPagination } from "#app/components/keyset-pagination.tsx";
import { readUploadDetail } from "#app/http/upload-detail.server.ts";
import { pageLoader } from "#app/http/page-handlers.server.ts";
import type { loader as loadExchange } from "./app.batches.$batchId.attempts.$attemptId.ts";

export const loader = pageLoader(async ({ ctx, request, params }) => readUploadDetail(ctx, request, params));

export default function UploadDetail() {
  const { batch, title, groups, rows, attempts, nextCursor, previousCursor } = useLoaderData<typeof loader>();
  const storeNames = new Map(groups.map((group) => [group.storeId ?? "", group.storeName ?? "No store"]));
  return (
    <Page
      title={title}
      subtitle={`In ${batch.name}`}
      backAction={{ content: batch.name, url: `/app/batches/${batch.id}` }}
    >
      <BlockStack gap="400">
        {groups.map((group) => (
          <StoreUpload key={group.id} group={group} rows={rows.filter((row) => row.groupId === group.id)} />
        ))}
        <KeysetPagination label="Pages of rows" nextCursor={nextCursor} previousCursor={previousCursor} />
        <AttemptList
          attempts={attempts}
          storeNames={storeNames}
          renderExchange={({ id }) => <LoadedExchange url={`/app/batches/${batch.id}/attempts/${id}`} />}
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
