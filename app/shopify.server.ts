import "@shopify/shopify-app-remix/adapters/node";
import { ApiVersion, AppDistribution, shopifyApp } from "@shopify/shopify-app-remix/server";
import { connectAfterAuth } from "#app/http/connect-after-auth.server.ts";
import { getRuntime } from "#app/http/runtime.server.ts";
import { readEnv } from "#app/platform/env.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { logOfLibrary } from "#app/shopify/library-log.server.ts";
import { EncryptedSessionStorage } from "#app/shopify/session-storage.server.ts";

const env = readEnv(["SHOPIFY_API_KEY", "SHOPIFY_API_SECRET", "SHOPIFY_APP_URL", "SCOPES", "LOG_LEVEL"]);

const shopify = shopifyApp({
  apiKey: env.SHOPIFY_API_KEY,
  apiSecretKey: env.SHOPIFY_API_SECRET,
  appUrl: env.SHOPIFY_APP_URL,
  scopes: env.SCOPES.split(","),
  apiVersion: ApiVersion.October26,
  distribution: AppDistribution.AppStore,
  authPathPrefix: "/auth",
  sessionStorage: new EncryptedSessionStorage(getRuntime),
  hooks: { afterAuth: ({ session }) => connectAfterAuth(session) },
  logger: logOfLibrary(createLogger(env.LOG_LEVEL, { process: "web" })),
  future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
});

export const authenticate = shopify.authenticate;
export const login = shopify.login;
export const addDocumentResponseHeaders = shopify.addDocumentResponseHeaders;
