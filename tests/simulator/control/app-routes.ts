import { z } from "zod";
import { ofShop, route } from "./route.ts";

const scopes = z.array(z.string().min(1));

/** The app in a shop: installation, scopes, tokens. */
export const appRoutes = [
  route({
    at: "POST /install",
    does: "The merchant installs the app (again); answers an expiring offline token and its scopes.",
    body: ofShop.extend({ scopes: scopes.optional() }),
    answer: ({ simulator }, _query, { shop, scopes: granted }) =>
      simulator.installApp(shop, granted ? { scopes: granted } : {}),
  }),
  route({
    at: "POST /uninstall",
    does: "The merchant uninstalls the app: all tokens die, app/uninstalled goes out, shop/redact 48 hours later.",
    body: ofShop,
    answer({ simulator }, _query, { shop }) {
      simulator.uninstallApp(shop);
      return {};
    },
  }),
  route({
    at: "POST /revoke-tokens",
    does: "All tokens die, the installation stays, nobody is told.",
    body: ofShop,
    answer({ simulator }, _query, { shop }) {
      simulator.revokeTokens(shop);
      return {};
    },
  }),
  route({
    at: "POST /scopes",
    does: "The merchant grants other scopes; app/scopes_update goes out.",
    body: ofShop.extend({ scopes }),
    answer({ simulator }, _query, { shop, scopes: granted }) {
      simulator.changeScopes(shop, granted);
      return { scopes: granted };
    },
  }),
  route({
    at: "POST /session-token",
    does: "What App Bridge would hand to the app, good for a minute.",
    body: ofShop.extend({ userId: z.int().min(1).optional() }),
    answer: ({ simulator }, _query, { shop, userId }) => ({
      token: simulator.issueSessionToken(shop, userId === undefined ? {} : { userId }),
    }),
  }),
];
