import { Banner, BlockStack, Modal, Text } from "@shopify/polaris";
import type { MemberView } from "#app/domain/organizations/members/member-queries.server.ts";
import { said } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";
import type { SentProblem } from "./sent-problem.ts";

interface RemoveDialogProps {
  member: MemberView;
  isSending: boolean;
  problem: SentProblem | null;
  onRemove: () => void;
  onClose: () => void;
}

/** Asks before a person loses what they may do. */
export function RemoveDialog({ member, isSending, problem, onRemove, onClose }: RemoveDialogProps) {
  const t = useTexts();
  return (
    <Modal
      open
      onClose={onClose}
      title={member.isMyself ? t("Leave the organization?") : t("Remove {{name}}?", { name: member.displayName })}
      primaryAction={{
        content: member.isMyself ? t("Leave") : t("Remove"),
        destructive: true,
        onAction: onRemove,
        loading: isSending,
      }}
      secondaryActions={[{ content: t("Keep"), onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {problem !== null && <Banner tone="critical">{said(t, problem.message)}</Banner>}
          <Text as="p">
            {t(
              "The role and all users of this person are taken away at once. Whoever opens Catalog Relay in the admin of a connected shop may look at that shop, so they are a viewer of it again if they do. What they have done stays on record.",
            )}
          </Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
