import { Link } from "@remix-run/react";
import { NavMenu } from "@shopify/app-bridge-react";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import type { ReactNode } from "react";

interface AppFrameProps {
  apiKey: string;
  /** Without an organization there is nowhere to go but its creation. */
  hasNavigation: boolean;
  children: ReactNode;
}

/** What every embedded page needs around it: Polaris, App Bridge and the app's navigation in the admin. */
export function AppFrame({ apiKey, hasNavigation, children }: AppFrameProps) {
  return (
    <AppProvider isEmbeddedApp apiKey={apiKey}>
      {hasNavigation && (
        <NavMenu>
          <Link to="/app" rel="home">
            Home
          </Link>
          <Link to="/app/approvals">Approvals</Link>
          <Link to="/app/batches">Batches</Link>
          <Link to="/app/stores">Stores</Link>
        </NavMenu>
      )}
      {children}
    </AppProvider>
  );
}
