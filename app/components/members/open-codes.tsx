import { BlockStack, Button, Card, Divider, InlineStack, Text } from "@shopify/polaris";
import { Fragment } from "react";
import type { OpenCodeView } from "#app/domain/organizations/members/member-queries.server.ts";
import { LocalTime } from "../local-time.tsx";
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
                  {code.displayName ?? "A further store"}
                </Text>
                <Text as="p" variant="bodySm" tone="subdued">
                  {code.role === null ? "" : `${roleInWords(code.role, code.storeName)} · `}
                  {`made by ${code.createdBy} · good until `}
                  <LocalTime at={code.expiresAt} />
                </Text>
              </BlockStack>
              <Button
                tone="critical"
                disabled={isSending}
                accessibilityLabel={`Revoke: ${code.displayName ?? "a further store"}`}
                onClick={() => onRevoke(code.id)}
              >
                Revoke
              </Button>
            </InlineStack>
          </Fragment>
        ))}
      </BlockStack>
    </Card>
  );
}
