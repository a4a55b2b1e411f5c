import { Badge, BlockStack, Box, Button, Card, Divider, InlineStack, Text } from "@shopify/polaris";
import { Fragment } from "react";
import type { MemberView } from "#app/domain/organizations/members/member-queries.server.ts";
import { KeysetPagination } from "../keyset-pagination.tsx";
import { useTexts } from "../texts/use-texts.tsx";
import { roleInWords } from "./role-words.ts";

interface MemberListProps {
  members: readonly MemberView[];
  nextCursor: string | null;
  previousCursor: string | null;
  onChangeRole: (member: MemberView) => void;
  onRemove: (member: MemberView) => void;
}

/** The people of the organization, each with their role, for an owner. */
export function MemberList({ members, nextCursor, previousCursor, onChangeRole, onRemove }: MemberListProps) {
  const t = useTexts();
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="0">
        <Text as="h2" variant="headingMd">
          {t("People")}
        </Text>
      </Box>
      {members.map((member, position) => (
        <Fragment key={member.id}>
          {position > 0 && <Divider />}
          <Box padding="400">
            <InlineStack align="space-between" blockAlign="center" gap="300">
              <BlockStack gap="100">
                <InlineStack align="start" gap="200" blockAlign="center">
                  <Text as="h3" variant="headingSm" breakWord>
                    {member.displayName}
                  </Text>
                  {member.isMyself && <Badge>{t("You")}</Badge>}
                </InlineStack>
                <Text as="p" variant="bodySm" tone="subdued" breakWord>
                  {[roleInWords(t, member.role, member.store?.name ?? null), ...member.shops].join(" · ")}
                </Text>
              </BlockStack>
              <InlineStack gap="200">
                <Button
                  accessibilityLabel={t("Change role: {{name}}", { name: member.displayName })}
                  onClick={() => onChangeRole(member)}
                >
                  {t("Change role")}
                </Button>
                <Button
                  tone="critical"
                  accessibilityLabel={t(member.isMyself ? "Leave: {{name}}" : "Remove: {{name}}", {
                    name: member.displayName,
                  })}
                  onClick={() => onRemove(member)}
                >
                  {member.isMyself ? t("Leave") : t("Remove")}
                </Button>
              </InlineStack>
            </InlineStack>
          </Box>
        </Fragment>
      ))}
      <KeysetPagination label={t("Pages of people")} nextCursor={nextCursor} previousCursor={previousCursor} />
    </Card>
  );
}
