import { useFetcher, useLoaderData } from "@remix-run/react";
import { Banner, Page } from "@shopify/polaris";
import { z } from "zod";
import { MembersPage } from "#app/components/members/members-page.tsx";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { findMyself, listMembers, listOpenCodes } from "#app/domain/organizations/members/member-queries.server.ts";
import { can } from "#app/domain/organizations/permissions.ts";
import { listStores } from "#app/domain/stores/store-queries.server.ts";
import { encodePage } from "#app/http/cursors.ts";
import { pageLoader, visitorAction } from "#app/http/page-handlers.server.ts";
import { pageParams, parseSearchParams, toPageRequest } from "#app/http/parse-input.server.ts";
import { changeMembers } from "#app/http/people/member-change.server.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

export const loader = pageLoader(async ({ ctx, request }) => {
  const page = toPageRequest(parseSearchParams(request, z.object(pageParams("uuid"))), 50);
  const mayAdminister = can(ctx.actor, "administer");
  const [myself, members, codes, stores] = await Promise.all([
    findMyself(ctx),
    listMembers(ctx, page),
    mayAdminister ? listOpenCodes(ctx, ["INVITATION"]) : [],
    listStores(ctx),
  ]);
  return {
    mayAdminister,
    myself,
    members: members.items,
    ...encodePage(members),
    codes,
    stores: stores.filter(({ leftAt }) => leftAt === null).map(({ id, name }) => ({ id, name })),
  };
});

export const action = visitorAction(async ({ visitor, request }) => {
  if (visitor.ctx === null) throw visitor.redirect("/app/onboarding");
  return changeMembers(visitor.ctx, visitor.identity, request);
});

export default function Members() {
  const t = useTexts();
  const loaded = useLoaderData<typeof loader>();
  const sending = useFetcher<typeof action>();
  const isSending = sending.state !== "idle";
  const answer = isSending ? undefined : sending.data;
  const problem = answer !== undefined && "problem" in answer ? answer.problem : null;
  const change = answer !== undefined && "intent" in answer ? answer : null;
  const send = (body: object) => sending.submit(JSON.stringify(body), { method: "POST", encType: "application/json" });
  if (loaded.myself === null)
    return (
      <Page title={t("Members")}>
        <Banner tone="warning">{t("You are no longer a member of this organization. Reload the page.")}</Banner>
      </Page>
    );
  return (
    <MembersPage
      {...loaded}
      myself={loaded.myself}
      isSending={isSending}
      problem={problem}
      change={change}
      send={send}
    />
  );
}
