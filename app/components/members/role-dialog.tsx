import { Banner, FormLayout, Modal, Text } from "@shopify/polaris";
import { useState } from "react";
import { isBoundToStore } from "#app/domain/organizations/members/staff-roles.ts";
import type { MemberView } from "#app/domain/organizations/members/member-queries.server.ts";
import { said } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { RoleFields, type ChosenRole } from "./role-fields.tsx";
import { roleWords } from "./role-words.ts";
import { errorOf, type SentProblem } from "./sent-problem.ts";

interface RoleDialogProps {
  member: MemberView;
  stores: readonly { id: string; name: string }[];
  isSending: boolean;
  problem: SentProblem | null;
  onChange: (wanted: { role: ChosenRole["role"]; storeId: string | null }) => void;
  onClose: () => void;
}

/** Another role for a person, with what that means for them. */
export function RoleDialog({ member, stores, isSending, problem, onChange, onClose }: RoleDialogProps) {
  const t = useTexts();
  const [chosen, setChosen] = useState<ChosenRole>({ role: member.role, storeId: member.store?.id ?? "" });
  const storeId = isBoundToStore(chosen.role) ? chosen.storeId || null : null;
  const isSame = chosen.role === member.role && storeId === (member.store?.id ?? null);
  return (
    <Modal
      open
      onClose={onClose}
      title={t("Change the role of {{name}}", { name: member.displayName })}
      primaryAction={{
        content: t(roleWords[chosen.role].give),
        onAction: () => onChange({ role: chosen.role, storeId }),
        loading: isSending,
        disabled: isSame,
      }}
      secondaryActions={[{ content: t("Cancel"), onAction: onClose }]}
    >
      <Modal.Section>
        <FormLayout>
          {problem !== null && problem.errors.length === 0 && (
            <Banner tone="critical">{said(t, problem.message)}</Banner>
          )}
          <RoleFields
            chosen={chosen}
            stores={stores}
            storeError={errorOf(t, problem, "storeId")}
            onChange={setChosen}
          />
          <Text as="p" tone="subdued">
            {member.isMyself
              ? t("It counts from the next thing that you do. What you have done stays.")
              : t("It counts from the next thing that they do. What they have done stays.")}
          </Text>
        </FormLayout>
      </Modal.Section>
    </Modal>
  );
}
