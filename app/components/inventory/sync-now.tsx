import { useFetcher, useNavigate } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { Banner } from "@shopify/polaris";
import { useEffect } from "react";
import { said } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { SyncDialog } from "./sync-dialog.tsx";

interface SyncNowProps {
  mode: "sync" | "check" | null;
  /** Those whose stock the viewer may set. */
  stores: readonly { id: string; name: string }[];
  storeId: string | null;
  onClose: () => void;
}

type Answer = { runId: string } | { problem: { message: string } };

/** Asks for a sync or a check, and goes to it once it is there. */
export function SyncNow({ mode, stores, storeId, onClose }: SyncNowProps) {
  const t = useTexts();
  const sending = useFetcher<Answer>();
  const categories = useFetcher<{ categories: { id: string; path: string }[] }>();
  const products = useFetcher<{ products: { id: string; title: string }[] }>();
  const shopify = useAppBridge();
  const navigate = useNavigate();
  const answer = sending.state === "idle" ? sending.data : undefined;
  useEffect(() => {
    if (answer === undefined || "problem" in answer) return;
    shopify.toast.show(t("It begins as soon as the store is free."));
    navigate(`/app/inventory/${answer.runId}`);
  }, [answer, navigate, shopify, t]);
  return (
    <>
      {answer !== undefined && "problem" in answer && (
        <Banner tone="critical" title={t("That was not possible")}>
          {said(t, answer.problem.message)}
        </Banner>
      )}
      <SyncDialog
        mode={mode}
        stores={stores}
        storeId={storeId}
        categories={(categories.data?.categories ?? []).map(({ id, path }) => ({ id, label: path }))}
        products={(products.data?.products ?? []).map(({ id, title }) => ({ id, label: title }))}
        isSending={sending.state !== "idle"}
        onSearchCategories={(text) => categories.load(`/app/categories?${new URLSearchParams({ text })}`)}
        onSearchProducts={(text, ofStore) =>
          products.load(`/app/inventory/products?${new URLSearchParams({ text, storeId: ofStore })}`)
        }
        onAsk={(asked) => {
          sending.submit(JSON.stringify(asked), {
            method: "POST",
            action: "/app/inventory?index",
            encType: "application/json",
          });
          onClose();
        }}
        onClose={onClose}
      />
    </>
  );
}
