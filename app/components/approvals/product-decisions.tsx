import { useFetcher } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { Banner, Box } from "@shopify/polaris";
import { useEffect, useState } from "react";
import type { ApprovedBatch } from "#app/domain/catalog/approve-products.server.ts";
import type { ProductFilter } from "#app/domain/catalog/product-filter.ts";
import type { ProductListItem } from "#app/domain/catalog/product-queries.server.ts";
import type { ProductSelection } from "#app/domain/catalog/product-selection.ts";
import type { RejectedProducts } from "#app/domain/catalog/reject-products.server.ts";
import type { SelectionSummary } from "#app/domain/catalog/selection-queries.server.ts";
import { settingsOf, suggestSettings, type SettingsDefaults } from "./approval-settings.tsx";
import { ApproveDialog } from "./approve-dialog.tsx";
import { EmptyNote } from "../empty-note.tsx";
import { emptyNoteFor } from "./empty-note-for.ts";
import { LoadSample } from "./load-sample.tsx";
import { ProductTable, type TickedProducts } from "./product-table.tsx";
import { RejectDialog } from "./reject-dialog.tsx";
import { said } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";

interface ProductDecisionsProps {
  products: readonly ProductListItem[];
  filter: ProductFilter;
  hasOtherPages: boolean;
  isLoading: boolean;
  mayApprove: boolean;
  mayReject: boolean;
  /** The catalog has nothing at all, and the viewer may fill it. */
  mayLoadSample: boolean;
  /** What the organization suggests for its uploads. */
  defaults: SettingsDefaults;
}

interface Pending {
  decision: "approve" | "reject";
  selection: ProductSelection;
}

/** What the approvals page answers to a decision. */
export type DecisionAnswer =
  { approved: ApprovedBatch | null; rejected: RejectedProducts | null } | { problem: { message: string } };

/** What it answers when asked about a selection. */
export type PreviewAnswer = { summary: SelectionSummary } | { problem: { message: string } };

const isRefused = (answer: object | undefined): answer is { problem: { message: string } } =>
  answer !== undefined && "problem" in answer;

const asJson = { method: "POST", encType: "application/json" } as const;

/** The table of products, and what is asked before a decision about the ticked ones is sent. */
export function ProductDecisions(props: ProductDecisionsProps) {
  const { products, filter, hasOtherPages, isLoading, mayApprove, mayReject, mayLoadSample, defaults } = props;
  const t = useTexts();
  const [pending, setPending] = useState<Pending | null>(null);
  /** An answer to an earlier question, which says nothing of this one. */
  const [earlier, setEarlier] = useState<DecisionAnswer>();
  const [settings, setSettings] = useState(() => suggestSettings(defaults));
  const decision = useFetcher<DecisionAnswer>({ key: "product-decision" });
  const summary = useFetcher<PreviewAnswer>();
  const shopify = useAppBridge();
  const isSending = decision.state !== "idle";
  const answer = decision.state === "idle" ? decision.data : undefined;
  const departureBatchId =
    answer !== undefined && "rejected" in answer ? (answer.rejected?.departureBatchId ?? null) : null;
  const approvedBatchId = answer !== undefined && "approved" in answer ? answer.approved?.batchId : undefined;

  useEffect(() => {
    // What was refused, or never arrived, stays open with all that was entered.
    if (answer === undefined || "problem" in answer) return;
    setPending(null);
    const { rejected } = answer;
    if (rejected !== null) shopify.toast.show(t("Rejected {{count, number}} product.", { count: rejected.rejected }));
  }, [answer, shopify, t]);

  const ask = (kind: Pending["decision"]) => (ticked: TickedProducts) => {
    const selection: ProductSelection = ticked.kind === "products" ? ticked : { kind: "filter", filter };
    setPending({ decision: kind, selection });
    setEarlier(decision.data);
    setSettings(suggestSettings(defaults));
    summary.submit(JSON.stringify(selection), { ...asJson, action: "/app/approvals/preview" });
  };
  const send = (decided: object) =>
    decision.submit(JSON.stringify(decided), { ...asJson, action: "/app/approvals?index" });
  const summarized = summary.state === "idle" ? summary.data : undefined;
  const summaryKnown = summarized !== undefined && "summary" in summarized ? summarized.summary : null;
  const refused = [answer === earlier ? undefined : answer, summarized].find(isRefused);
  const refusal = refused === undefined ? null : said(t, refused.problem.message);

  return (
    <>
      {approvedBatchId !== undefined && (
        <Box padding="300">
          <Banner
            tone="success"
            title={t("Approved")}
            action={{ content: t("View batch"), url: `/app/batches/${approvedBatchId}` }}
          >
            {t("What is new or changed is on its way to the stores. The batch shows what becomes of every variant.")}
          </Banner>
        </Box>
      )}
      {departureBatchId !== null && (
        <Box padding="300">
          <Banner
            tone="success"
            title={t("Rejected")}
            action={{ content: t("View batch"), url: `/app/batches/${departureBatchId}` }}
          >
            {t("What the stores have of these products is taken off sale.")}
          </Banner>
        </Box>
      )}
      <ProductTable
        key={products.map(({ id }) => id).join()}
        products={products}
        hasOtherPages={hasOtherPages}
        isLoading={isLoading}
        emptyState={mayLoadSample ? <LoadSample /> : <EmptyNote {...emptyNoteFor(t, filter)} />}
        actions={[
          ...(mayApprove ? [{ label: t("Approve"), onChoose: ask("approve") }] : []),
          ...(mayReject ? [{ label: t("Reject"), onChoose: ask("reject") }] : []),
        ]}
      />
      <ApproveDialog
        isOpen={pending?.decision === "approve"}
        summary={summaryKnown}
        selection={pending?.selection ?? null}
        settings={settings}
        isSending={isSending}
        refusal={refusal}
        onChangeSettings={setSettings}
        onConfirm={() =>
          pending && send({ decision: "approve", selection: pending.selection, ...settingsOf(settings) })
        }
        onClose={() => setPending(null)}
      />
      <RejectDialog
        isOpen={pending?.decision === "reject"}
        products={summaryKnown?.products ?? null}
        isSending={isSending}
        refusal={refusal}
        onConfirm={(decided) => pending && send({ decision: "reject", selection: pending.selection, ...decided })}
        onClose={() => setPending(null)}
      />
    </>
  );
}
