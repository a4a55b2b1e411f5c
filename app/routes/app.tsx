import { Link, Outlet, isRouteErrorResponse, useLoaderData, useRouteError, useRouteLoaderData } from "@remix-run/react";
import type { HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { NavMenu } from "@shopify/app-bridge-react";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { BareProblem } from "#app/components/bare-problem.tsx";
import { ProblemPage } from "#app/components/problem-page.tsx";
import { readProblem } from "#app/components/read-problem.ts";
import { requireShopVisitor } from "#app/http/context.server.ts";
import { getRuntime } from "#app/http/runtime.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { ctx } = await requireShopVisitor(request);
  const { shopifyApp } = await getRuntime();
  return { apiKey: shopifyApp.clientId, hasOrganization: ctx !== null };
}

export const headers: HeadersFunction = (args) => boundary.headers(args);

export default function EmbeddedApp() {
  const { apiKey, hasOrganization } = useLoaderData<typeof loader>();
  return (
    <AppProvider isEmbeddedApp apiKey={apiKey}>
      {hasOrganization && (
        <NavMenu>
          <Link to="/app" rel="home">
            Home
          </Link>
          <Link to="/app/approvals">Approvals</Link>
          <Link to="/app/batches">Batches</Link>
          <Link to="/app/stores">Stores</Link>
        </NavMenu>
      )}
      <Outlet />
    </AppProvider>
  );
}

export function ErrorBoundary() {
  const error = useRouteError();
  const loaded = useRouteLoaderData<typeof loader>("routes/app");
  const problem = readProblem(error);
  // Shopify's library answers with a page of its own while it signs a person in.
  if (problem === null && isRouteErrorResponse(error) && error.status < 400) return boundary.error(error);
  if (loaded === undefined)
    return <BareProblem title="Catalog Relay could not be opened" message={problem?.message ?? UNREADABLE} />;
  return (
    <AppProvider isEmbeddedApp apiKey={loaded.apiKey}>
      <ProblemPage
        status={problem?.status ?? (isRouteErrorResponse(error) ? error.status : 500)}
        message={problem?.message ?? UNREADABLE}
        requestId={problem?.requestId ?? null}
      />
    </AppProvider>
  );
}

const UNREADABLE = "Reload the page. If this stays, open Catalog Relay from the Apps menu of your Shopify admin again.";
