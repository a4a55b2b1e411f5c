import { BlockStack, Button, Card, Divider, InlineStack, Text } from "@shopify/polaris";
import { Fragment } from "react";
import type { OpenCodeView } from "#app/domain/organizations/members/member-queries.server.ts";
import { LocalTime } from "../local-time.tsx";
import { Phrase, useTexts } from "../texts/use-texts.tsx";
import { roleInWords } from "./role-words.ts";

interface OpenCodesProps {
  title: string;
  empty: string;
  codes: readonly OpenCodeView[];
  isSending: boolean;
  onRevoke: (codeId: string) => void;
}

/** Codes that nobody has used yet, each to be ended. */
export function OpenCodes({ title, empty, codes, isSending, onRevoke }: OpenCodesProps) {
  const t = useTexts();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        {codes.length === 0 && (
          <Text as="p" tone="subdued">
            {empty}
          </Text>
        )}
        {codes.map((code, position) => (
          <Fragment key={code.id}>
            {position > 0 && <Divider />}
            <InlineStack align="space-between" blockAlign="center" gap="200">
              <BlockStack>
                <Text as="h3" variant="headingSm" breakWord>
                  {code.displayName ?? t("A further store")}
                </Text>
                <Text as="p" variant="bodySm" tone="subdued">
                  {code.role === null ? "" : `${roleInWords(t, code.role, code.storeName)} · `}
                  {`${t("made by {{name}}", { name: code.createdBy })} · `}
                  <Phrase text="good until <time/>" parts={{ time: <LocalTime at={code.expiresAt} /> }} />
                </Text>
              </BlockStack>
              <Button
                tone="critical"
                disabled={isSending}
                accessibilityLabel={t("Revoke: {{code}}", { code: code.displayName ?? t("a further store") })}
                onClick={() => onRevoke(code.id)}
              >
                {t("Revoke")}
              </Button>
            </InlineStack>
          </Fragment>
        ))}
      </BlockStack>
    </Card>
  );
}
