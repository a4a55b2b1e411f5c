import { Banner, FormLayout, Modal, TextField } from "@shopify/polaris";
import { useState } from "react";
import { isBoundToStore } from "#app/domain/organizations/members/staff-roles.ts";
import { said } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";
import type { SentProblem } from "./sent-problem.ts";
import { errorOf } from "./sent-problem.ts";
import { RoleFields, type ChosenRole } from "./role-fields.tsx";

interface InviteDialogProps {
  isOpen: boolean;
  stores: readonly { id: string; name: string }[];
  isSending: boolean;
  problem: SentProblem | null;
  onInvite: (wanted: { displayName: string; role: ChosenRole["role"]; storeId: string | null }) => void;
  onClose: () => void;
}

/** Makes an invitation: for whom, and which role. */
export function InviteDialog({ isOpen, stores, isSending, problem, onInvite, onClose }: InviteDialogProps) {
  const t = useTexts();
  const [displayName, setDisplayName] = useState("");
  const [chosen, setChosen] = useState<ChosenRole>({ role: "STAFF", storeId: "" });
  const send = () =>
    onInvite({ displayName, role: chosen.role, storeId: isBoundToStore(chosen.role) ? chosen.storeId || null : null });
  return (
    <Modal
      open={isOpen}
      onClose={onClose}
      title={t("Invite a person")}
      primaryAction={{ content: t("Make invitation code"), onAction: send, loading: isSending }}
      secondaryActions={[{ content: t("Cancel"), onAction: onClose }]}
    >
      <Modal.Section>
        <FormLayout>
          {problem !== null && problem.errors.length === 0 && (
            <Banner tone="critical">{said(t, problem.message)}</Banner>
          )}
          <TextField
            label={t("Their name")}
            value={displayName}
            onChange={setDisplayName}
            error={errorOf(t, problem, "displayName")}
            helpText={t("Shown beside what they do. Nothing is sent: you hand the code on.")}
            autoComplete="off"
            maxLength={100}
          />
          <RoleFields
            chosen={chosen}
            stores={stores}
            storeError={errorOf(t, problem, "storeId")}
            onChange={setChosen}
          />
        </FormLayout>
      </Modal.Section>
    </Modal>
  );
}
