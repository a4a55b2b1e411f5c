import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { z } from "zod";

const claims = z.object({
  iss: z.string(),
  dest: z.string(),
  aud: z.string(),
  sub: z.string(),
  exp: z.number(),
  nbf: z.number(),
  iat: z.number(),
  jti: z.string(),
  sid: z.string(),
});

export type SessionTokenClaims = z.output<typeof claims>;

interface SessionTokenSubject {
  shopDomain: string;
  userId: number;
  clientId: string;
  clientSecret: string;
  /** Shopify's library compares the times with the machine's clock, whatever the simulator's says. */
  issuedAt: Date;
}

const lifetimeSeconds = 60;

/** Signs a session token as App Bridge hands it to the app: HS256 under the client secret, good for 60 seconds. */
export function signSessionToken(subject: SessionTokenSubject): string {
  const issuedAtSeconds = Math.floor(subject.issuedAt.getTime() / 1_000);
  const payload: SessionTokenClaims = {
    iss: `https://${subject.shopDomain}/admin`,
    dest: `https://${subject.shopDomain}`,
    aud: subject.clientId,
    sub: String(subject.userId),
    exp: issuedAtSeconds + lifetimeSeconds,
    nbf: issuedAtSeconds,
    iat: issuedAtSeconds,
    jti: randomUUID(),
    sid: randomUUID().replaceAll("-", ""),
  };
  const signed = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(payload)}`;
  return `${signed}.${sign(signed, subject.clientSecret)}`;
}

/** Reads a session token whose signature is good; null for any other text. Its times are not looked at. */
export function readSessionToken(token: string, clientSecret: string): SessionTokenClaims | null {
  const [header, payload, signature, ...rest] = token.split(".");
  if (!header || !payload || !signature || rest.length > 0) return null;
  const expected = Buffer.from(sign(`${header}.${payload}`, clientSecret));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null;
  const parsed = claims.safeParse(JSON.parse(Buffer.from(payload, "base64url").toString()));
  return parsed.success ? parsed.data : null;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function sign(text: string, secret: string): string {
  return createHmac("sha256", secret).update(text).digest("base64url");
}
