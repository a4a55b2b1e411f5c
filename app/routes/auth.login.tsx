import type { LoaderFunctionArgs } from "@remix-run/node";
import { OpenInAdmin } from "#app/components/open-in-admin.tsx";
import { login } from "#app/shopify.server.ts";

/** Where a visit without a known shop ends. With a shop in the address it leads on to Shopify's own install page. */
export async function loader({ request }: LoaderFunctionArgs) {
  if (new URL(request.url).searchParams.has("shop")) await login(request);
  return null;
}

export default function Login() {
  return <OpenInAdmin />;
}
