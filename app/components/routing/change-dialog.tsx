import { Banner, BlockStack, List, Modal, SkeletonBodyText, Text } from "@shopify/polaris";
import type { RouteChangePreview } from "#app/domain/stores/routing/preview-route-change.server.ts";
import { formatCountOf } from "../formats.ts";

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
  return (
    <Modal
      open={isOpen}
      onClose={onClose}
      title={`Save the route to ${storeName}?`}
      primaryAction={{
        content: "Save route",
        onAction: onSave,
        loading: isSaving,
        disabled: preview === null,
        destructive: preview?.effect === "leave",
      }}
      secondaryActions={[{ content: "Go back", onAction: onClose }]}
    >
      <Modal.Section>
        {preview === null ? <SkeletonBodyText lines={3} /> : <Consequences storeName={storeName} preview={preview} />}
      </Modal.Section>
    </Modal>
  );
}

function Consequences({ storeName, preview }: { storeName: string; preview: RouteChangePreview }) {
  const { effect, examples, products } = preview;
  return (
    <BlockStack gap="300">
      <Text as="p" fontWeight="semibold">
        {headline(storeName, preview)}
      </Text>
      {effect === "come" && (
        <Text as="p">
          {`${formatCountOf(preview.approvedProducts, "of them is approved and goes", "of them are approved and go")} there with the next approval; approve them again to upload them now.`}
        </Text>
      )}
      {effect === "leave" && (
        <Banner tone="warning">
          {`${formatCountOf(preview.productsInShop, "product stays", "products stay")} in the shop as they are: no content and no stock is sent to them any more. Uploads that wait already go on; cancel their batch if they should not.`}
        </Banner>
      )}
      {effect === "stay" && (
        <Text as="p">The settings count with the next approval of each product; prices and tags change then.</Text>
      )}
      {examples.length > 0 && effect !== "none" && (
        <List>
          {examples.map(({ id, title }) => (
            <List.Item key={id}>{title}</List.Item>
          ))}
          {products > examples.length && (
            <List.Item>{`and ${formatCountOf(products - examples.length, "more product")}`}</List.Item>
          )}
        </List>
      )}
    </BlockStack>
  );
}

function headline(storeName: string, { effect, products, categories }: RouteChangePreview): string {
  const what = `${formatCountOf(products, "product")} in ${formatCountOf(categories, "category", "categories")}`;
  switch (effect) {
    case "come":
      return `${what} will go to ${storeName}.`;
    case "leave":
      return `${what} will no longer go to ${storeName}.`;
    case "stay":
      return `${what} go to ${storeName} as before, under these settings.`;
    case "none":
      return `Nothing changes place: these products do not go to ${storeName}, before or after.`;
  }
}
