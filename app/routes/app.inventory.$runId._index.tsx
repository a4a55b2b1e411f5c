import { useFetcher, useLoaderData, useNavigate, useSearchParams } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { z } from "zod";
import { BrakeCard } from "#app/components/inventory/run/brake-card.tsx";
import { RunActions, type RunActionAnswer } from "#app/components/inventory/run/run-actions.tsx";
import { RunBadge } from "#app/components/inventory/run-badge.tsx";
import { RunOverview } from "#app/components/inventory/run/run-overview.tsx";
import { RunRows } from "#app/components/inventory/run/run-rows.tsx";
import { runTitle } from "#app/components/inventory/run-words.ts";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { usePolled, type Polled } from "#app/components/use-polled.ts";
import { can } from "#app/domain/organizations/permissions.ts";
import { readStockRun, type StockRunProgress } from "#app/http/inventory/stock-run-progress.server.ts";
import { steerStockRun, stockRunSteering } from "#app/http/inventory/steer-stock-run.server.ts";
import { pageAction, pageLoader } from "#app/http/page-handlers.server.ts";
import { parseJson, parseParams } from "#app/http/parse-input.server.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

export const loader = pageLoader(async ({ ctx, request, params }) => {
  const progress = await readStockRun(ctx, request, params);
  const { storeId } = progress.run;
  return { progress, maySteer: can(ctx.actor, "upload", storeId), mayRelease: can(ctx.actor, "configure", storeId) };
});

export const action = pageAction(async ({ ctx, request, params }): Promise<RunActionAnswer> => {
  const { runId } = parseParams(params, z.object({ runId: z.uuid() }));
  return steerStockRun(ctx, runId, await parseJson(request, stockRunSteering));
});

const isUnderWay = ({ run: { status } }: StockRunProgress) => status === "PENDING" || status === "PROCESSING";

export default function StockRun() {
  const loaded = useLoaderData<typeof loader>();
  const t = useTexts();
  const [searchParams] = useSearchParams();
  const { id } = loaded.progress.run;
  const url = `/app/inventory/${id}/progress?${searchParams}`;
  const fetcher = useFetcher<Polled<StockRunProgress>>({ key: url });
  const { seen, isOffline } = usePolled({ url, loaded: loaded.progress, isUnderWay, fetcher });
  const { run, heldBy, status, rows, nextCursor, previousCursor } = seen;
  const sending = useFetcher<RunActionAnswer>({ key: `stock-run-action-${id}` });
  const isSending = sending.state !== "idle";
  const navigate = useNavigate();
  const send = (body: object) =>
    sending.submit(JSON.stringify(body), {
      method: "POST",
      action: `/app/inventory/${id}?index`,
      encType: "application/json",
    });
  const cancel = () => send({ intent: "cancel" });
  return (
    <Page
      title={runTitle(t, run)}
      titleMetadata={<RunBadge run={run} />}
      backAction={{ content: t("Inventory"), url: "/app/inventory" }}
    >
      <BlockStack gap="400">
        <RunActions
          run={run}
          answer={isSending ? undefined : sending.data}
          isSending={isSending}
          csvUrl={`/app/inventory/${id}/rows.csv${status === null ? "" : `?status=${status}`}`}
          {...(loaded.maySteer
            ? {
                steering: {
                  onRetry: () => send({ intent: "retry" }),
                  onSet: () => send({ intent: "set" }),
                  onCancel: cancel,
                },
              }
            : {})}
        />
        {run.status === "WAITING_FOR_PERSON" && run.brakeReport !== null && (
          <BrakeCard
            storeName={run.storeName}
            report={run.brakeReport}
            isSending={isSending}
            {...(loaded.mayRelease ? { onRelease: () => send({ intent: "release" }) } : {})}
            {...(loaded.maySteer ? { onCancel: cancel } : {})}
          />
        )}
        <RunOverview run={run} heldBy={heldBy} isOffline={isOffline} />
        {(run.rows.total > 0 || isUnderWay(seen)) && (
          <RunRows
            run={run}
            rows={rows}
            status={status}
            nextCursor={nextCursor}
            previousCursor={previousCursor}
            isSending={isSending}
            onChooseStatus={(chosen) =>
              navigate(chosen === null ? "?" : `?status=${chosen}`, { preventScrollReset: true })
            }
            {...(loaded.maySteer && run.status !== "CANCELLED"
              ? { onRetry: (rowId: string) => send({ intent: "retry", rowIds: [rowId] }) }
              : {})}
          />
        )}
      </BlockStack>
    </Page>
  );
}
