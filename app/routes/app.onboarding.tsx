import { useFetcher, useLoaderData } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import { z } from "zod";
import { OrganizationForm } from "#app/components/organization-form.tsx";
import { claimOrganizationForShop } from "#app/domain/organizations/claim-organization-for-shop.server.ts";
import { visitorAction, visitorLoader } from "#app/http/page-handlers.server.ts";
import { parseForm } from "#app/http/parse-input.server.ts";
import { getRuntime } from "#app/http/runtime.server.ts";

const form = z.object({ organizationName: z.string(), ownerName: z.string() });

export const loader = visitorLoader(async ({ visitor }) => {
  if (visitor.ctx !== null) throw visitor.redirect("/app");
  return { shopDomain: visitor.identity.shopDomain };
});

export const action = visitorAction(async ({ visitor, request }) => {
  const names = await parseForm(request, form);
  await claimOrganizationForShop(await getRuntime(), { identity: visitor.identity, ...names });
  throw visitor.redirect("/app");
});

export default function Onboarding() {
  const { shopDomain } = useLoaderData<typeof loader>();
  const sending = useFetcher<typeof action>();
  return (
    <Page title="Welcome to Catalog Relay" narrowWidth>
      <OrganizationForm
        shopDomain={shopDomain}
        isSending={sending.state !== "idle"}
        problem={sending.state === "idle" ? (sending.data?.problem ?? null) : null}
        onSend={(names) => sending.submit({ ...names }, { method: "POST" })}
      />
    </Page>
  );
}
