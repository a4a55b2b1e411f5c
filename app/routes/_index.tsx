import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { OpenInAdmin } from "#app/components/open-in-admin.tsx";

/** Shopify opens the app here, with the shop in the query; anybody else is told where the app is. */
export function loader({ request }: LoaderFunctionArgs) {
  const { search, searchParams } = new URL(request.url);
  if (searchParams.has("shop")) return redirect(`/app${search}`);
  return null;
}

export default function Index() {
  return <OpenInAdmin />;
}
