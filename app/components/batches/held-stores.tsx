import { Banner, List } from "@shopify/polaris";
import type { HeldStore } from "#app/domain/uploads/queries/batch-progress-queries.server.ts";
import { LocalTime } from "../local-time.tsx";

/** Why a batch does not go on at some stores, and what would let it. */
export function HeldStores({ stores }: { stores: readonly HeldStore[] }) {
  if (stores.length === 0) return null;
  return (
    <Banner
      tone="warning"
      title="Some products wait for their store"
      action={{ content: "See stores", url: "/app/stores" }}
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
  const { name, status, statusReason, pausedAt, createsParkedUntil, heldUntil } = store;
  if (status !== "CONNECTED") return <>{`${name} has to be connected again: open the app in its Shopify admin.`}</>;
  if (pausedAt !== null) return <>{`${name} is paused. Resume it to go on.`}</>;
  if (heldUntil !== null && statusReason !== null) {
    return (
      <>{`${name}: ${statusReason} The app asks again from time to time, and its products go on by themselves.`}</>
    );
  }
  if (heldUntil !== null) {
    return (
      <>{`Shopify does not answer for ${name}. Its products wait, and go on by themselves when it answers again.`}</>
    );
  }
  return (
    <>
      {`${name} has reached Shopify's daily limit of new variants. Updates go on; new products wait, and are tried again at `}
      <LocalTime at={createsParkedUntil} />, by themselves and as often as it takes.
    </>
  );
}
