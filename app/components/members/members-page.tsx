import { Banner, BlockStack, Card, Page, Text } from "@shopify/polaris";
import { useEffect, useState } from "react";
import type { MemberView, OpenCodeView } from "#app/domain/organizations/members/member-queries.server.ts";
import type { MemberChange } from "#app/http/people/member-change.server.ts";
import type { Text as PageText } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { CodeForm } from "./code-form.tsx";
import { CodeShown } from "./code-shown.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { MemberList } from "./member-list.tsx";
import { MyselfCard } from "./myself-card.tsx";
import { OpenCodes } from "./open-codes.tsx";
import { RemoveDialog } from "./remove-dialog.tsx";
import { RoleDialog } from "./role-dialog.tsx";
import { roleWords } from "./role-words.ts";
import type { SentProblem } from "./sent-problem.ts";

interface MembersPageProps {
  mayAdminister: boolean;
  myself: MemberView;
  members: readonly MemberView[];
  nextCursor: string | null;
  previousCursor: string | null;
  codes: readonly OpenCodeView[];
  stores: readonly { id: string; name: string }[];
  isSending: boolean;
  problem: SentProblem | null;
  change: MemberChange | null;
  send: (body: object) => void;
}

type Dialog = { kind: "invite" } | { kind: "role" | "remove"; member: MemberView } | null;

const HOW_TO_USE: Record<"invite" | "link", PageText> = {
  invite: "They open Catalog Relay in the admin of a connected shop, and enter it under Members.",
  link: "Open Catalog Relay in the admin of your other shop, and enter it there under Members.",
};

/** The people of an organization: who you are, who the others are, and codes that let people in. */
export function MembersPage(props: MembersPageProps) {
  const t = useTexts();
  const { mayAdminister, myself, members, codes, stores, isSending, change, send } = props;
  const [dialog, setDialog] = useState<Dialog>(null);
  // What was refused before a dialog was opened is not about it.
  const [asked, setAsked] = useState<string | null>(null);
  const problem = isSending ? null : props.problem;
  const problemOf = (...intents: string[]) => (asked !== null && intents.includes(asked) ? problem : null);
  useEffect(() => {
    if (change !== null) setDialog(null);
  }, [change]);
  const ask = (body: { intent: string } & Record<string, unknown>) => {
    setAsked(body.intent);
    send(body);
  };
  const open = (next: Dialog) => {
    setAsked(null);
    setDialog(next);
  };
  const close = () => setDialog(null);
  const general = problemOf("revoke", "link");
  return (
    <Page
      title={t("Members")}
      subtitle={t("Who works with this organization, and what they may do")}
      {...(mayAdminister ? { primaryAction: { content: t("Invite"), onAction: () => open({ kind: "invite" }) } } : {})}
    >
      <BlockStack gap="400">
        {general !== null && (
          <Banner tone="critical" title={t("That was not possible")}>
            {general.message}
          </Banner>
        )}
        {change?.made && (
          <CodeShown {...change.made} howToUse={t(HOW_TO_USE[change.intent === "link" ? "link" : "invite"])} />
        )}
        {change?.entered && (
          <Banner tone="success">
            {t("You are {{name}} now: {{role}}.", {
              name: change.entered.name,
              role: t(roleWords[change.entered.role].label),
            })}
          </Banner>
        )}
        <MyselfCard
          key={`${myself.id} ${myself.displayName}`}
          myself={myself}
          isSending={isSending}
          problem={problemOf("rename")}
          onRename={(displayName) => ask({ intent: "rename", memberId: myself.id, displayName })}
          onLink={() => ask({ intent: "link" })}
        />
        <Card>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              {t("Enter a code")}
            </Text>
            <CodeForm
              key={change?.entered ? "entered" : "new"}
              label={t("Code")}
              helpText={t("From an owner who invited you, or from yourself in another shop.")}
              submit={t("Use code")}
              isSending={isSending && asked === "enter"}
              problem={problemOf("enter")}
              onEnter={(code) => ask({ intent: "enter", code })}
            />
          </BlockStack>
        </Card>
        {mayAdminister ? (
          <>
            <MemberList
              members={members}
              nextCursor={props.nextCursor}
              previousCursor={props.previousCursor}
              onChangeRole={(member) => open({ kind: "role", member })}
              onRemove={(member) => open({ kind: "remove", member })}
            />
            <OpenCodes
              title={t("Open invitations")}
              empty={t("No invitation waits to be used.")}
              codes={codes}
              isSending={isSending}
              onRevoke={(codeId) => ask({ intent: "revoke", codeId })}
            />
          </>
        ) : (
          <Banner tone="info">{t("Owners see everybody here, invite people and change roles.")}</Banner>
        )}
      </BlockStack>
      <InviteDialog
        isOpen={dialog?.kind === "invite"}
        stores={stores}
        isSending={isSending}
        problem={problemOf("invite")}
        onInvite={(wanted) => ask({ intent: "invite", ...wanted })}
        onClose={close}
      />
      {dialog?.kind === "role" && (
        <RoleDialog
          member={dialog.member}
          stores={stores}
          isSending={isSending}
          problem={problemOf("role")}
          onChange={(wanted) => ask({ intent: "role", memberId: dialog.member.id, ...wanted })}
          onClose={close}
        />
      )}
      {dialog?.kind === "remove" && (
        <RemoveDialog
          member={dialog.member}
          isSending={isSending}
          problem={problemOf("remove")}
          onRemove={() => ask({ intent: "remove", memberId: dialog.member.id })}
          onClose={close}
        />
      )}
    </Page>
  );
}
