import { useFetcher, useLoaderData, useNavigate } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { z } from "zod";
import { Corrections, type CorrectionAnswer } from "#app/components/batches/corrections/corrections.tsx";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { applyCorrections } from "#app/domain/catalog/corrections/apply-corrections.server.ts";
import { previewCorrections } from "#app/domain/catalog/corrections/preview-corrections.server.ts";
import type { Context } from "#app/domain/context.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { getBatch } from "#app/domain/uploads/queries/batch-queries.server.ts";
import { readUploadedFile } from "#app/http/corrections/read-uploaded-file.server.ts";
import { pageAction, pageLoader } from "#app/http/page-handlers.server.ts";
import { parseInput, parseParams } from "#app/http/parse-input.server.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

const address = z.object({ batchId: z.uuid() });
const asked = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("check") }),
  z.object({ intent: z.literal("apply"), digest: z.string().min(1).max(64) }),
]);

/** Before anything of a file is read: who may not correct, or asks for a batch of others, sends it in vain. */
async function openBatch(ctx: Context, params: unknown) {
  const batch = await getBatch(ctx, parseParams(params, address).batchId);
  requirePermission(ctx.actor, "upload");
  return batch;
}

export const loader = pageLoader(async ({ ctx, params }) => {
  const { id, name, rows } = await openBatch(ctx, params);
  return { id, name, failedRows: rows.failed };
});

export const action = pageAction(async ({ ctx, request, params }): Promise<CorrectionAnswer> => {
  const { id: batchId } = await openBatch(ctx, params);
  const { bytes, fields } = await readUploadedFile(request);
  const wanted = parseInput(asked, fields, "request.invalid-form");
  if (wanted.intent === "check") return { preview: await previewCorrections(ctx, { batchId, file: bytes }) };
  return { applied: await applyCorrections(ctx, { batchId, file: bytes, digest: wanted.digest }) };
});

export default function CorrectFailedRows() {
  const t = useTexts();
  const { id, name, failedRows } = useLoaderData<typeof loader>();
  const sending = useFetcher<CorrectionAnswer>();
  const [file, setFile] = useState<File | null>(null);
  const navigate = useNavigate();
  const { data, state } = sending;
  useEffect(() => {
    if (data && "applied" in data) navigate(`/app/batches/${data.applied.batchId}`);
  }, [data, navigate]);
  const send = (chosen: File, fields: Record<string, string>) => {
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.set(field, value);
    form.set("file", chosen);
    sending.submit(form, { method: "POST", encType: "multipart/form-data" });
  };
  return (
    <Page
      title={t("Correct failed rows")}
      subtitle={t("Of {{name}}", { name })}
      backAction={{ content: name, url: `/app/batches/${id}` }}
    >
      <Corrections
        batchId={id}
        failedRows={failedRows}
        fileName={file?.name ?? null}
        answer={state === "idle" ? data : undefined}
        isSending={state !== "idle"}
        onChoose={(chosen) => {
          setFile(chosen);
          send(chosen, { intent: "check" });
        }}
        onConfirm={(digest) => file && send(file, { intent: "apply", digest })}
      />
    </Page>
  );
}
