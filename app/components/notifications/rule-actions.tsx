import { Box, Button, InlineStack, Modal, Text } from "@shopify/polaris";
import { useState } from "react";
import type { RuleView } from "#app/domain/notifications/rules/rule-queries.server.ts";
import type { Text as PageText } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";

export type RuleIntent = "test" | "rotate" | "delete";

interface RuleActionsProps {
  rule: RuleView;
  isSending: boolean;
  onAct: (intent: RuleIntent) => void;
}

const ASKED: Record<"rotate" | "delete", { title: PageText; text: PageText; label: PageText }> = {
  rotate: {
    title: "Replace the signing secret?",
    text: "You get a new secret, shown once. For a day both sign; then the old one ends, and a receiver that knows only it refuses every message.",
    label: "Replace secret",
  },
  delete: {
    title: "Delete this rule?",
    text: "Nobody is told by it any more, and what waits to be sent is dropped. What it has sent stays to be read.",
    label: "Delete rule",
  },
};

/** What can be done with a rule beside changing it; harm is asked about first. */
export function RuleActions({ rule, isSending, onAct }: RuleActionsProps) {
  const t = useTexts();
  const [asked, setAsked] = useState<"rotate" | "delete" | null>(null);
  const shown = ASKED[asked ?? "delete"];
  return (
    <Box paddingInline={{ xs: "400", sm: "0" }}>
      <InlineStack gap="200">
        <Button disabled={isSending || !rule.isEnabled} onClick={() => onAct("test")}>
          {t("Send a test")}
        </Button>
        {rule.channel === "WEBHOOK" && (
          <Button disabled={isSending} onClick={() => setAsked("rotate")}>
            {t("Replace secret")}
          </Button>
        )}
        <Button tone="critical" disabled={isSending} onClick={() => setAsked("delete")}>
          {t("Delete")}
        </Button>
      </InlineStack>
      <Modal
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={t(shown.title)}
        primaryAction={{
          content: t(shown.label),
          destructive: asked === "delete",
          onAction: () => {
            if (asked !== null) onAct(asked);
            setAsked(null);
          },
        }}
        secondaryActions={[{ content: t("Leave it"), onAction: () => setAsked(null) }]}
      >
        <Modal.Section>
          <Text as="p">{t(shown.text)}</Text>
        </Modal.Section>
      </Modal>
    </Box>
  );
}
