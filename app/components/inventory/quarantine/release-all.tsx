import { Button, InlineStack, Modal, Text } from "@shopify/polaris";
import { useState } from "react";
import type { Text as PageText, Texts } from "../../texts/texts.ts";
import { useTexts } from "../../texts/use-texts.tsx";
import { explainStockReason } from "../stock-reasons.ts";

interface ReleaseAllProps {
  storeName: string;
  /** The reasons of what is shown. */
  reasonCodes: readonly string[];
  isSending: boolean;
  onRelease: (reasonCode: string) => void;
}

/** Releases at once what one store has in quarantine for one reason, also beyond the page that is shown. */
export function ReleaseAll({ storeName, reasonCodes, isSending, onRelease }: ReleaseAllProps) {
  const t = useTexts();
  const [asking, setAsking] = useState<string | null>(null);
  const close = () => setAsking(null);
  return (
    <>
      <InlineStack gap="200">
        {reasonCodes.map((code) => (
          <Button key={code} disabled={isSending} onClick={() => setAsking(code)}>
            {t("Release all: {{reason}}", { reason: shortReason(t, code) })}
          </Button>
        ))}
      </InlineStack>
      <Modal
        open={asking !== null}
        onClose={close}
        title={t("Release all of {{store}} for this reason?", { store: storeName })}
        primaryAction={{
          content: t("Release all"),
          onAction: () => {
            close();
            if (asking !== null) onRelease(asking);
          },
        }}
        secondaryActions={[{ content: t("Keep them in quarantine"), onAction: close }]}
      >
        <Modal.Section>
          <Text as="p">
            {t(explainStockReason(asking).explanation)}{" "}
            {t(
              "All levels of {{store}} that are held for this reason are set to what your warehouses have, within a minute. What Shopify refuses again comes back here.",
              { store: storeName },
            )}
          </Text>
        </Modal.Section>
      </Modal>
    </>
  );
}

const SHORT: Readonly<Record<string, PageText>> = {
  "inventory.disconnected": "taken off the location",
  "shopify.invalid-inventory-item": "item is gone",
  "shopify.invalid-location": "location is gone",
  "shopify.non-mutable-inventory-item": "stock cannot be set",
};

function shortReason(t: Texts, code: string): string {
  const words = SHORT[code];
  return words === undefined ? code.replace("shopify.", "").replaceAll("-", " ") : t(words);
}
