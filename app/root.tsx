import { Links, Meta, Outlet, Scripts, ScrollRestoration, isRouteErrorResponse, useRouteError } from "@remix-run/react";
import type { LinksFunction, MetaFunction } from "@remix-run/node";
import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { BareProblem } from "#app/components/bare-problem.tsx";
import nativeFields from "#app/components/native-fields.css?url";
import { useTexts } from "#app/components/texts/use-texts.tsx";

export const links: LinksFunction = () => [
  { rel: "preconnect", href: "https://cdn.shopify.com/" },
  { rel: "stylesheet", href: polarisStyles },
  { rel: "stylesheet", href: nativeFields },
];

export const meta: MetaFunction = () => [{ title: "Catalog Relay" }];

export function Layout({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  return (
    <html lang={i18n.language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

/** For what fails outside of the embedded pages, which have a boundary of their own. */
export function ErrorBoundary() {
  const error = useRouteError();
  const t = useTexts();
  if (isRouteErrorResponse(error) && error.status === 404)
    return (
      <BareProblem title={t("This page does not exist")} message={t("Open Catalog Relay from your Shopify admin.")} />
    );
  return (
    <BareProblem
      title={t("Something went wrong")}
      message={t(
        "This is a fault on our side and it has been recorded. Open Catalog Relay from your Shopify admin to try again.",
      )}
    />
  );
}
