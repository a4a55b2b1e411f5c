import { useFetcher, useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { z } from "zod";
import { TokenForm } from "#app/components/api-access/token-form.tsx";
import { TokenList } from "#app/components/api-access/token-list.tsx";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { listApiTokens } from "#app/domain/organizations/api-token-queries.server.ts";
import { createApiToken } from "#app/domain/organizations/create-api-token.server.ts";
import { TOKEN_SCOPES } from "#app/domain/organizations/permissions.ts";
import { revokeApiToken } from "#app/domain/organizations/revoke-api-token.server.ts";
import { pageAction, pageLoader } from "#app/http/page-handlers.server.ts";
import { parseJson } from "#app/http/parse-input.server.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

const asked = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("create"), name: z.string(), scopes: z.array(z.enum(TOKEN_SCOPES)) }),
  z.object({ intent: z.literal("revoke"), tokenId: z.uuid() }),
]);

export const loader = pageLoader(async ({ ctx }) => ({ tokens: await listApiTokens(ctx) }));

export const action = pageAction(async ({ ctx, request }): Promise<{ token: string | null }> => {
  const wanted = await parseJson(request, asked);
  if (wanted.intent === "create") return { token: (await createApiToken(ctx, wanted)).token };
  await revokeApiToken(ctx, wanted);
  return { token: null };
});

export default function ApiAccess() {
  const t = useTexts();
  const { tokens } = useLoaderData<typeof loader>();
  const sending = useFetcher<typeof action>();
  const isSending = sending.state !== "idle";
  const answer = isSending ? undefined : sending.data;
  const send = (body: object) => sending.submit(JSON.stringify(body), { method: "POST", encType: "application/json" });
  return (
    <Page title={t("API access")} subtitle={t("For systems that approve products and follow their uploads")}>
      <BlockStack gap="400">
        <TokenForm
          isSending={isSending}
          token={answer !== undefined && "token" in answer ? answer.token : null}
          problem={answer !== undefined && "problem" in answer ? answer.problem : null}
          onSend={(wanted) => send({ intent: "create", ...wanted })}
        />
        <TokenList tokens={tokens} isSending={isSending} onRevoke={(tokenId) => send({ intent: "revoke", tokenId })} />
      </BlockStack>
    </Page>
  );
}
