import { Banner, BlockStack, List, Modal, SkeletonBodyText, Text } from "@shopify/polaris";
import type { RouteChangePreview } from "#app/domain/stores/routing/preview-route-change.server.ts";
import type { Text as PageText, Texts } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";

interface ChangeDialogProps {
  isOpen: boolean;
  storeName: string;
  /** Null until it is known. */
  preview: RouteChangePreview | null;
  isSaving: boolean;
  onSave: () => void;
  onClose: () => void;
}

/** Says what a changed route does, before it is saved. */
export function ChangeDialog({ isOpen, storeName, preview, isSaving, onSave, onClose }: ChangeDialogProps) {
  const t = useTexts();
  return (
    <Modal
      open={isOpen}
      onClose={onClose}
      title={t("Save the route to {{store}}?", { store: storeName })}
      primaryAction={{
        content: t("Save route"),
        onAction: onSave,
        loading: isSaving,
        disabled: preview === null,
        destructive: preview?.effect === "leave",
      }}
      secondaryActions={[{ content: t("Go back"), onAction: onClose }]}
    >
      <Modal.Section>
        {preview === null ? <SkeletonBodyText lines={3} /> : <Consequences storeName={storeName} preview={preview} />}
      </Modal.Section>
    </Modal>
  );
}

function Consequences({ storeName, preview }: { storeName: string; preview: RouteChangePreview }) {
  const t = useTexts();
  const { effect, examples, products } = preview;
  return (
    <BlockStack gap="300">
      <Text as="p" fontWeight="semibold">
        {headline(t, storeName, preview)}
      </Text>
      {effect === "come" && (
        <Text as="p">
          {t(
            "{{count, number}} of them is approved and goes there with the next approval; approve them again to upload them now.",
            { count: preview.approvedProducts },
          )}
        </Text>
      )}
      {effect === "leave" && (
        <Banner tone="warning">{t(LEAVING[preview.departureRule], { count: preview.productsInShop })}</Banner>
      )}
      {effect === "stay" && (
        <Text as="p">
          {t("The settings count with the next approval of each product; prices and tags change then.")}
        </Text>
      )}
      {examples.length > 0 && effect !== "none" && (
        <List>
          {examples.map(({ id, title }) => (
            <List.Item key={id}>{title}</List.Item>
          ))}
          {products > examples.length && (
            <List.Item>{t("and {{count, number}} more product", { count: products - examples.length })}</List.Item>
          )}
        </List>
      )}
    </BlockStack>
  );
}

const LEAVING = {
  LEAVE:
    "{{count, number}} product stays in the shop as it is: no content and no stock is sent to it any more. Uploads that wait already go on; cancel their batch if they should not.",
  UNPUBLISH:
    "{{count, number}} product of them is in the shop and leaves the sales channels that the app has put it in, by a batch that you can follow. Uploads that wait to go there are dropped.",
  ARCHIVE:
    "{{count, number}} product of them is in the shop and is archived there, by a batch that you can follow. Uploads that wait to go there are dropped.",
} as const satisfies Record<RouteChangePreview["departureRule"], PageText>;

function headline(t: Texts, store: string, { effect, products, categories }: RouteChangePreview): string {
  const values = { count: products, categories: t("{{count, number}} category", { count: categories }), store };
  switch (effect) {
    case "come":
      return t("{{count, number}} product in {{categories}} will go to {{store}}.", values);
    case "leave":
      return t("{{count, number}} product in {{categories}} will no longer go to {{store}}.", values);
    case "stay":
      return t(
        "{{count, number}} product in {{categories}} goes to {{store}} as before, under these settings.",
        values,
      );
    case "none":
      return t("Nothing changes place: these products do not go to {{store}}, before or after.", { store });
  }
}
