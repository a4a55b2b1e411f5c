import { useFetcher, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { StoreMembership } from "#app/components/members/store-membership.tsx";
import { createStoreCode } from "#app/domain/organizations/codes/create-store-code.server.ts";
import { revokeCode } from "#app/domain/organizations/codes/revoke-code.server.ts";
import { listOpenCodes } from "#app/domain/organizations/members/member-queries.server.ts";
import { removeStore } from "#app/domain/stores/remove-store.server.ts";
import { listStores } from "#app/domain/stores/store-queries.server.ts";
import { pageAction, pageLoader } from "#app/http/page-handlers.server.ts";
import { parseJson } from "#app/http/parse-input.server.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

const asked = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("code"), isForMyself: z.boolean() }),
  z.object({ intent: z.literal("revoke"), codeId: z.uuid() }),
  z.object({ intent: z.literal("remove"), storeId: z.uuid() }),
]);

export const loader = pageLoader(async ({ ctx }) => {
  const codes = await listOpenCodes(ctx, ["STORE"]);
  return { codes, stores: await listStores(ctx) };
});

export const action = pageAction(async ({ ctx, request }) => {
  const wanted = await parseJson(request, asked);
  if (wanted.intent === "code") return { intent: wanted.intent, made: await createStoreCode(ctx, wanted) };
  if (wanted.intent === "revoke") await revokeCode(ctx, wanted);
  else await removeStore(ctx, wanted);
  return { intent: wanted.intent, made: null };
});

export default function JoinStores() {
  const loaded = useLoaderData<typeof loader>();
  const sending = useFetcher<typeof action>();
  const isSending = sending.state !== "idle";
  const answer = isSending ? undefined : sending.data;
  return (
    <StoreMembership
      {...loaded}
      isSending={isSending}
      made={answer !== undefined && "made" in answer ? answer.made : null}
      problem={answer !== undefined && "problem" in answer ? answer.problem : null}
      send={(body) => sending.submit(JSON.stringify(body), { method: "POST", encType: "application/json" })}
    />
  );
}
