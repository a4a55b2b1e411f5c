import { Link, useNavigation } from "@remix-run/react";
import { NavMenu, useAppBridge } from "@shopify/app-bridge-react";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import { useEffect, type ReactNode } from "react";

interface AppFrameProps {
  apiKey: string;
  /** Without an organization there is nowhere to go but its creation. */
  hasNavigation: boolean;
  mayAdminister: boolean;
  /** How much happened that this person has not read; null when it is nothing. */
  unread: string | null;
  /** Runs before anything else of the page. */
  firstScript: string;
  children: ReactNode;
}

/** What every embedded page needs around it: Polaris, App Bridge and the app's navigation in the admin. */
export function AppFrame({ apiKey, hasNavigation, mayAdminister, unread, firstScript, children }: AppFrameProps) {
  return (
    <AppProvider isEmbeddedApp apiKey={apiKey}>
      <script dangerouslySetInnerHTML={{ __html: firstScript }} />
      {hasNavigation && (
        // Read by App Bridge; without its script, which comes later, the links would stand above the page.
        <div hidden>
          <NavMenu>
            <Link to="/app" rel="home">
              Home
            </Link>
            <Link to="/app/approvals">Approvals</Link>
            <Link to="/app/batches">Batches</Link>
            <Link to="/app/inventory">Inventory</Link>
            <Link to="/app/reconciliation">Reconciliation</Link>
            <Link to="/app/stores">Stores</Link>
            <Link to="/app/routing">Routing</Link>
            <Link to="/app/members">Members</Link>
            <Link to="/app/notifications">{unread ? `Notifications (${unread})` : "Notifications"}</Link>
            <Link to="/app/activity">Activity</Link>
            {mayAdminister && <Link to="/app/api-access">API access</Link>}
            {mayAdminister && <Link to="/app/settings">Settings</Link>}
          </NavMenu>
        </div>
      )}
      <LoadingBar />
      {children}
    </AppProvider>
  );
}

/** Lets the admin show that the next page is on its way. */
function LoadingBar() {
  const isLoading = useNavigation().state !== "idle";
  const shopify = useAppBridge();
  useEffect(() => {
    shopify.loading(isLoading);
    return () => shopify.loading(false);
  }, [isLoading, shopify]);
  return null;
}
