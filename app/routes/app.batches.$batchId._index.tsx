import { useFetcher, useLoaderData, useNavigate, useSearchParams } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { z } from "zod";
import { BatchActions, steeringOf, type BatchActionAnswer } from "#app/components/batches/steering/batch-actions.tsx";
import { BatchActivity } from "#app/components/batches/steering/batch-activity.tsx";
import { BatchBadge } from "#app/components/batches/batch-badge.tsx";
import { BatchOverview } from "#app/components/batches/batch-overview.tsx";
import { CorrectedBatches } from "#app/components/batches/corrections/corrected-batches.tsx";
import { BatchRows } from "#app/components/batches/batch-rows.tsx";
import { ErrorGroups } from "#app/components/batches/error-groups.tsx";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { usePolled, type Polled } from "#app/components/use-polled.ts";
import { listBatchActivity } from "#app/domain/activity/activity-queries.server.ts";
import { can } from "#app/domain/organizations/permissions.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import type { BatchProgress } from "#app/domain/uploads/queries/batch-progress-queries.server.ts";
import { listCorrections } from "#app/domain/uploads/queries/correction-queries.server.ts";
import { retryFailedRows } from "#app/domain/uploads/steering/retry-failed-rows.server.ts";
import { isBatchTerminal } from "#app/domain/uploads/transitions.ts";
import { steerBatch } from "#app/http/steer-batch.server.ts";
import { readBatchProgress } from "#app/http/batch-progress.server.ts";
import { pageAction, pageLoader } from "#app/http/page-handlers.server.ts";
import { fingerprintSchema, parseForm, parseParams } from "#app/http/parse-input.server.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

const form = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("retry"),
    errorGroup: fingerprintSchema.optional(),
    productIds: z
      .string()
      .transform((text) => text.split(","))
      .pipe(z.array(z.uuid()).max(250))
      .optional(),
  }),
  z.object({ intent: z.enum(["cancel", "pause", "resume"]) }),
  z.object({ intent: z.literal("priority"), priority: z.coerce.number().int() }),
]);

const SHOWN_ACTIVITY = 20;

export const loader = pageLoader(async ({ ctx, request, params }) => {
  const progress = await readBatchProgress(ctx, request, params);
  return {
    progress,
    corrections: await listCorrections(ctx, progress.batch.id),
    activity: (await listBatchActivity(ctx, progress.batch.id, { limit: SHOWN_ACTIVITY })).items,
    mayRetry: can(ctx.actor, "upload", visibleStoreId(ctx.actor) ?? undefined),
    maySteer: can(ctx.actor, "upload"),
  };
});

export const action = pageAction(async ({ ctx, request, params }): Promise<BatchActionAnswer> => {
  const { batchId } = parseParams(params, z.object({ batchId: z.uuid() }));
  const asked = await parseForm(request, form);
  if (asked.intent === "retry") {
    const { intent: _intent, ...wanted } = asked;
    return { retry: await retryFailedRows(ctx, { batchId, ...wanted }) };
  }
  return { done: await steerBatch(ctx, batchId, asked) };
});

const LIVE = ["batch", "store"] as const;

export default function Batch() {
  const t = useTexts();
  const loaded = useLoaderData<typeof loader>();
  const [searchParams] = useSearchParams();
  const { id } = loaded.progress.batch;
  const url = `/app/batches/${id}/progress?${searchParams}`;
  const fetcher = useFetcher<Polled<BatchProgress>>({ key: url });
  const isUnderWay = ({ batch: { status } }: BatchProgress) => !isBatchTerminal(status);
  const { seen, isOffline } = usePolled({ url, loaded: loaded.progress, isUnderWay, fetcher, live: LIVE });
  const { batch, estimate, heldBy, errorGroups, unclear, groups } = seen;
  const sending = useFetcher<BatchActionAnswer>({ key: `batch-action-${id}` });
  const navigate = useNavigate();
  const send = (fields: Record<string, string>) =>
    sending.submit(fields, { method: "POST", action: `/app/batches/${id}?index` });
  const isSending = sending.state !== "idle";
  return (
    <Page
      title={batch.name}
      titleMetadata={<BatchBadge batch={batch} />}
      backAction={{ content: t("Batches"), url: "/app/batches" }}
    >
      <BlockStack gap="400">
        <BatchActions
          batch={batch}
          answer={isSending ? undefined : sending.data}
          isSending={isSending}
          {...(loaded.mayRetry ? { onRetry: () => send({ intent: "retry" }) } : {})}
          {...(loaded.maySteer ? { steering: steeringOf(send), correctUrl: `/app/batches/${id}/corrections` } : {})}
        />
        <BatchOverview batch={batch} heldBy={heldBy} estimate={estimate} unclear={unclear} isOffline={isOffline} />
        <CorrectedBatches {...loaded.corrections} />
        <ErrorGroups
          batchId={id}
          groups={errorGroups}
          isSending={isSending}
          {...(loaded.mayRetry ? { onRetry: (errorGroup: string) => send({ intent: "retry", errorGroup }) } : {})}
        />
        <BatchRows
          key={searchParams.toString()}
          batch={batch}
          groups={groups}
          status={searchParams.get("status")}
          onChooseStatus={(status) =>
            navigate(status === null ? "?" : `?status=${status}`, { preventScrollReset: true })
          }
          isSending={isSending}
          {...(loaded.mayRetry
            ? { onRetry: (ids: readonly string[]) => send({ intent: "retry", productIds: ids.join(",") }) }
            : {})}
        />
        <BatchActivity entries={loaded.activity} />
      </BlockStack>
    </Page>
  );
}
