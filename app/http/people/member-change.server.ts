import { z } from "zod";
import type { Context } from "#app/domain/context.ts";
import type { MadeCode } from "#app/domain/organizations/codes/make-code.server.ts";
import { createIdentityCode } from "#app/domain/organizations/codes/create-identity-code.server.ts";
import { revokeCode } from "#app/domain/organizations/codes/revoke-code.server.ts";
import type { ShopIdentity } from "#app/domain/organizations/find-staff-by-identity.server.ts";
import { changeMemberRole } from "#app/domain/organizations/members/change-member-role.server.ts";
import { enterCode, type EnteredMember } from "#app/domain/organizations/members/enter-code.server.ts";
import { inviteMember } from "#app/domain/organizations/members/invite-member.server.ts";
import { removeMember } from "#app/domain/organizations/members/remove-member.server.ts";
import { renameMember } from "#app/domain/organizations/members/rename-member.server.ts";
import { STAFF_ROLES } from "#app/domain/organizations/members/staff-roles.ts";
import { parseJson } from "../parse-input.server.ts";

const wantedRole = { role: z.enum(STAFF_ROLES), storeId: z.uuid().nullish() };

const asked = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("invite"), displayName: z.string(), ...wantedRole }),
  z.object({ intent: z.literal("role"), memberId: z.uuid(), ...wantedRole }),
  z.object({ intent: z.literal("remove"), memberId: z.uuid() }),
  z.object({ intent: z.literal("rename"), memberId: z.uuid(), displayName: z.string() }),
  z.object({ intent: z.literal("revoke"), codeId: z.uuid() }),
  z.object({ intent: z.literal("link") }),
  z.object({ intent: z.literal("enter"), code: z.string().max(200) }),
]);

/** What came of it: a code that is shown this once, or what a code made of whoever entered it. */
export interface MemberChange {
  intent: z.infer<typeof asked>["intent"];
  made: Omit<MadeCode, "id"> | null;
  entered: EnteredMember | null;
}

/** Does what a person asks about the people of the organization. */
export async function changeMembers(ctx: Context, identity: ShopIdentity, request: Request): Promise<MemberChange> {
  const wanted = await parseJson(request, asked);
  const { intent } = wanted;
  const done = { intent, made: null, entered: null };
  switch (wanted.intent) {
    case "invite":
      return { ...done, made: shownOnce(await inviteMember(ctx, wanted)) };
    case "link":
      return { ...done, made: shownOnce(await createIdentityCode(ctx)) };
    case "enter":
      return { ...done, entered: await enterCode(ctx, { code: wanted.code, identity }) };
    case "role":
      await changeMemberRole(ctx, wanted);
      return done;
    case "remove":
      await removeMember(ctx, wanted);
      return done;
    case "rename":
      await renameMember(ctx, wanted);
      return done;
    case "revoke":
      await revokeCode(ctx, wanted);
      return done;
  }
}

const shownOnce = ({ code, expiresAt }: MadeCode) => ({ code, expiresAt });
