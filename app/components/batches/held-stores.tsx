import { Banner, List } from "@shopify/polaris";
import type { HeldStore } from "#app/domain/uploads/queries/batch-progress-queries.server.ts";
import { LocalTime } from "../local-time.tsx";
import { Phrase, useTexts } from "../texts/use-texts.tsx";

/** Why a batch does not go on at some stores, and what would let it. */
export function HeldStores({ stores }: { stores: readonly HeldStore[] }) {
  const t = useTexts();
  if (stores.length === 0) return null;
  return (
    <Banner
      tone="warning"
      title={t("Some products wait for their store")}
      action={{ content: t("See stores"), url: "/app/stores" }}
    >
      <List>
        {stores.map((store) => (
          <List.Item key={store.id}>
            <Reason store={store} />
          </List.Item>
        ))}
      </List>
    </Banner>
  );
}

function Reason({ store }: { store: HeldStore }) {
  const t = useTexts();
  const { name, status, statusReason, pausedAt, createsParkedUntil, heldUntil } = store;
  if (status !== "CONNECTED")
    return <>{t("{{name}} has to be connected again: open the app in its Shopify admin.", { name })}</>;
  if (pausedAt !== null) return <>{t("{{name}} is paused. Resume it to go on.", { name })}</>;
  if (heldUntil !== null && statusReason !== null) {
    return (
      <>
        {t("{{name}}: {{reason, said}} The app asks again from time to time, and its products go on by themselves.", {
          name,
          reason: statusReason,
        })}
      </>
    );
  }
  if (heldUntil !== null) {
    return (
      <>
        {t("Shopify does not answer for {{name}}. Its products wait, and go on by themselves when it answers again.", {
          name,
        })}
      </>
    );
  }
  return (
    <Phrase
      text="{{name}} has reached Shopify's daily limit of new variants. Updates go on; new products wait, and are tried again at <time/>, by themselves and as often as it takes."
      values={{ name }}
      parts={{ time: <LocalTime at={createsParkedUntil} /> }}
    />
  );
}
