import { Badge, BlockStack, Box, Button, Card, Divider, InlineStack, Text } from "@shopify/polaris";
import { Fragment } from "react";
import type { MemberView } from "#app/domain/organizations/members/member-queries.server.ts";
import { KeysetPagination } from "../keyset-pagination.tsx";
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
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="0">
        <Text as="h2" variant="headingMd">
          People
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
                  {member.isMyself && <Badge>You</Badge>}
                </InlineStack>
                <Text as="p" variant="bodySm" tone="subdued" breakWord>
                  {[roleInWords(member.role, member.store?.name ?? null), ...member.shops].join(" · ")}
                </Text>
              </BlockStack>
              <InlineStack gap="200">
                <Button accessibilityLabel={`Change role: ${member.displayName}`} onClick={() => onChangeRole(member)}>
                  Change role
                </Button>
                <Button
                  tone="critical"
                  accessibilityLabel={`${member.isMyself ? "Leave" : "Remove"}: ${member.displayName}`}
                  onClick={() => onRemove(member)}
                >
                  {member.isMyself ? "Leave" : "Remove"}
                </Button>
              </InlineStack>
            </InlineStack>
          </Box>
        </Fragment>
      ))}
      <KeysetPagination label="Pages of people" nextCursor={nextCursor} previousCursor={previousCursor} />
    </Card>
  );
}
