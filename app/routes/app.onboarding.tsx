import { useFetcher, useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { z } from "zod";
import { JoinCard } from "#app/components/members/join-card.tsx";
import { OrganizationForm } from "#app/components/organization-form.tsx";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { claimOrganizationForShop } from "#app/domain/organizations/claim-organization-for-shop.server.ts";
import { joinOrganization } from "#app/domain/organizations/join-organization.server.ts";
import { visitorAction, visitorLoader } from "#app/http/page-handlers.server.ts";
import { parseForm } from "#app/http/parse-input.server.ts";
import { getRuntime } from "#app/http/runtime.server.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

const form = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("create"), organizationName: z.string(), ownerName: z.string() }),
  z.object({ intent: z.literal("join"), code: z.string().max(200) }),
]);

export const loader = visitorLoader(async ({ visitor }) => {
  if (visitor.ctx !== null) throw visitor.redirect("/app");
  return { shopDomain: visitor.identity.shopDomain };
});

export const action = visitorAction(async ({ visitor, request }) => {
  const asked = await parseForm(request, form);
  const { identity } = visitor;
  if (asked.intent === "join") await joinOrganization(await getRuntime(), { identity, code: asked.code });
  else await claimOrganizationForShop(await getRuntime(), { identity, ...asked });
  throw visitor.redirect("/app");
});

export default function Onboarding() {
  const t = useTexts();
  const { shopDomain } = useLoaderData<typeof loader>();
  const creating = useFetcher<typeof action>();
  const joining = useFetcher<typeof action>();
  const problemOf = ({ state, data }: typeof creating) => (state === "idle" ? (data?.problem ?? null) : null);
  return (
    <Page title={t("Welcome to Catalog Relay")} narrowWidth>
      <BlockStack gap="400">
        <OrganizationForm
          shopDomain={shopDomain}
          isSending={creating.state !== "idle"}
          problem={problemOf(creating)}
          onSend={(names) => creating.submit({ intent: "create", ...names }, { method: "POST" })}
        />
        <JoinCard
          shopDomain={shopDomain}
          isSending={joining.state !== "idle"}
          problem={problemOf(joining)}
          onJoin={(code) => joining.submit({ intent: "join", code }, { method: "POST" })}
        />
      </BlockStack>
    </Page>
  );
}
