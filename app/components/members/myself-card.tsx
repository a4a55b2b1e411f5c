import { BlockStack, Box, Button, Card, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import type { MemberView } from "#app/domain/organizations/members/member-queries.server.ts";
import { FactList } from "../fact-list.tsx";
import { useTexts } from "../texts/use-texts.tsx";
import { roleInWords, roleWords } from "./role-words.ts";
import { errorOf, type SentProblem } from "./sent-problem.ts";

interface MyselfCardProps {
  myself: MemberView;
  isSending: boolean;
  problem: SentProblem | null;
  onRename: (displayName: string) => void;
  onLink: () => void;
}

/** Who you are here: your name and role, and the shops in which you are the same person. */
export function MyselfCard({ myself, isSending, problem, onRename, onLink }: MyselfCardProps) {
  const t = useTexts();
  const [name, setName] = useState(myself.displayName);
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("You")}
        </Text>
        <FactList
          layout="below"
          facts={[
            {
              name: t("Role"),
              value: `${roleInWords(t, myself.role, myself.store?.name ?? null)}: ${t(roleWords[myself.role].helpText)}`,
            },
            { name: t("Your users"), value: myself.shops.join(", ") || t("none") },
          ]}
        />
        <TextField
          label={t("Your name")}
          value={name}
          onChange={setName}
          error={errorOf(t, problem, "displayName")}
          helpText={t("Shown beside what you do.")}
          autoComplete="name"
          maxLength={100}
          connectedRight={
            <Button
              disabled={isSending || name.trim() === "" || name === myself.displayName}
              onClick={() => onRename(name)}
            >
              {t("Save name")}
            </Button>
          }
        />
        <Box>
          <BlockStack gap="200">
            <Text as="p" tone="subdued">
              {t(
                "In the admin of another connected shop you are another user. With a code you are the same person there.",
              )}
            </Text>
            <InlineStack>
              <Button disabled={isSending} onClick={onLink}>
                {t("Make a code for my other user")}
              </Button>
            </InlineStack>
          </BlockStack>
        </Box>
      </BlockStack>
    </Card>
  );
}
