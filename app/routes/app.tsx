import { Outlet, isRouteErrorResponse, useLoaderData, useRouteError, useRouteLoaderData } from "@remix-run/react";
import type { HeadersFunction } from "@remix-run/node";
import { boundary } from "@shopify/shopify-app-remix/server";
import { AppFrame } from "#app/components/app-frame.tsx";
import { BareProblem } from "#app/components/bare-problem.tsx";
import { ProblemPage } from "#app/components/problem-page.tsx";
import { readProblem } from "#app/components/read-problem.ts";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { can } from "#app/domain/organizations/permissions.ts";
import { rememberFrame } from "#app/http/frame-memory.ts";
import { readUnread } from "#app/http/notifications/read-notifications.server.ts";
import { visitorLoader } from "#app/http/page-handlers.server.ts";
import { getRuntime } from "#app/http/runtime.server.ts";

export const loader = visitorLoader(async ({ visitor }) => {
  const { shopifyApp } = await getRuntime();
  const { ctx } = visitor;
  const mayAdminister = ctx !== null && can(ctx.actor, "administer");
  const unread = ctx === null ? null : await readUnread(ctx);
  return { frame: { apiKey: shopifyApp.clientId, hasNavigation: ctx !== null, mayAdminister, unread } };
});

export const headers: HeadersFunction = (args) => boundary.headers(args);

export default function EmbeddedApp() {
  const { frame } = useLoaderData<typeof loader>();
  return (
    <AppFrame {...frame} firstScript={rememberFrame}>
      <Outlet />
    </AppFrame>
  );
}

export function ErrorBoundary() {
  const error = useRouteError();
  const t = useTexts();
  const loaded = useRouteLoaderData<typeof loader>("routes/app");
  const problem = readProblem(error);
  // Shopify's library answers with a page of its own while it signs a person in.
  if (problem === null && isRouteErrorResponse(error) && error.status < 400) return boundary.error(error);
  if (loaded === undefined)
    return (
      <BareProblem
        title={t(problem?.status === 503 ? AWAY : "Catalog Relay could not be opened")}
        message={problem?.message ?? t(UNREADABLE)}
        requestId={problem?.requestId}
        mayPass
      />
    );
  return (
    <AppFrame {...loaded.frame} firstScript={rememberFrame}>
      <ProblemPage
        status={problem?.status ?? (isRouteErrorResponse(error) ? error.status : 500)}
        message={problem?.message ?? t(UNREADABLE)}
        requestId={problem?.requestId ?? null}
      />
    </AppFrame>
  );
}

const AWAY = "Catalog Relay is not available at the moment";

const UNREADABLE = "Reload the page. If this stays, open Catalog Relay from the Apps menu of your Shopify admin again.";
