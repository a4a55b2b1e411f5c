import { BlockStack, Text } from "@shopify/polaris";
import { useState } from "react";
import type { AdoptionRow } from "#app/http/reconciliation/read-adoptions.server.ts";
import { useTexts } from "../../texts/use-texts.tsx";
import { ConfirmDialog } from "../confirm-dialog.tsx";
import type { Ticked } from "../tickable-table.tsx";
import type { AdoptionsShown } from "./adoption-filters.tsx";
import { AdoptionTable } from "./adoption-table.tsx";
import { ChooseDialog } from "./choose-dialog.tsx";

/** A selection as the adoption page sends it. */
export type AskedSelection = { ids: string[] } | { filter: { matchedBy?: string[] } };

interface AdoptionDecisionsProps {
  adoptions: readonly AdoptionRow[];
  filter: AdoptionsShown;
  shopDomain: string;
  hasOtherPages: boolean;
  isLoading: boolean;
  isSending: boolean;
  mayAdopt: boolean;
  onConfirm: (selection: AskedSelection) => void;
  onReject: (selection: AskedSelection) => void;
  onResolve: (proposalId: string, productId: string) => void;
}

interface Asking {
  kind: "confirm" | "reject";
  ticked: Ticked;
}

/** The table of proposals, and what is asked before a decision about some of them is sent. */
export function AdoptionDecisions(props: AdoptionDecisionsProps) {
  const { adoptions, filter, isSending, mayAdopt, onConfirm, onReject, onResolve, ...table } = props;
  const t = useTexts();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [choosing, setChoosing] = useState<AdoptionRow | null>(null);
  const ask = (kind: Asking["kind"]) => (ticked: Ticked) => setAsking({ kind, ticked });
  const isUndecided = filter.state === "PROPOSED" || filter.state === "AMBIGUOUS";
  const selected = (ticked: Ticked): AskedSelection =>
    ticked.kind === "ids"
      ? { ids: ticked.ids }
      : { filter: filter.matchedBy === null ? {} : { matchedBy: [filter.matchedBy] } };
  const count = asking?.ticked.kind === "ids" ? asking.ticked.ids.length : null;
  const decide = () => {
    if (asking?.kind === "confirm") onConfirm(selected(asking.ticked));
    if (asking?.kind === "reject") onReject(selected(asking.ticked));
    setAsking(null);
  };
  return (
    <>
      <AdoptionTable
        {...table}
        adoptions={adoptions}
        state={filter.state}
        isSending={isSending}
        {...(mayAdopt && filter.state === "PROPOSED" ? { onConfirm: ask("confirm") } : {})}
        {...(mayAdopt && isUndecided ? { onReject: ask("reject") } : {})}
        {...(mayAdopt && filter.state === "AMBIGUOUS" ? { onChoose: setChoosing } : {})}
      />
      <ConfirmDialog
        isOpen={asking?.kind === "confirm"}
        title={count === null ? t("Link all products that match?") : t("Link {{count, number}} product?", { count })}
        confirm={t("Link")}
        isSending={isSending}
        onConfirm={decide}
        onClose={() => setAsking(null)}
      >
        <Consequences />
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asking?.kind === "reject"}
        title={
          count === null
            ? t("Leave all products that match to the merchant?")
            : t("Leave {{count, number}} product to the merchant?", { count })
        }
        confirm={t("Leave to the merchant")}
        isDestructive
        isSending={isSending}
        onConfirm={decide}
        onClose={() => setAsking(null)}
      >
        <BlockStack gap="200">
          <Text as="p">{t("They stay as they are, and are not proposed again.")}</Text>
          {asking?.ticked.kind === "all-matching" && (
            <Text as="p">{t("This goes for proposed and ambiguous products alike.")}</Text>
          )}
          <Text as="p">
            {t("An approval of the same product in the catalog creates it in the shop beside the merchant’s.")}
          </Text>
        </BlockStack>
      </ConfirmDialog>
      {choosing !== null && (
        <ChooseDialog
          adoption={choosing}
          shopDomain={table.shopDomain}
          isSending={isSending}
          onConfirm={(productId) => {
            onResolve(choosing.id, productId);
            setChoosing(null);
          }}
          onReject={() => {
            setChoosing(null);
            ask("reject")({ kind: "ids", ids: [choosing.id] });
          }}
          onClose={() => setChoosing(null)}
        />
      )}
    </>
  );
}

/** What linking products of the shop to the catalog means for them. */
export function Consequences() {
  const t = useTexts();
  return (
    <BlockStack gap="200">
      <Text as="p">
        {t("From now on uploads update these products instead of creating them, and stock goes to them.")}
      </Text>
      <Text as="p">
        {t(
          "The catalog’s id is written to them in the background. Nothing else of them changes until their next upload.",
        )}
      </Text>
    </BlockStack>
  );
}
