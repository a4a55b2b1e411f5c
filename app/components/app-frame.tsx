import { Link, useNavigation } from "@remix-run/react";
import { NavMenu, useAppBridge } from "@shopify/app-bridge-react";
import { AppProvider } from "@shopify/shopify-app-remix/react";
import { useEffect, type ReactNode } from "react";
import { usePolarisTexts, useTexts } from "./texts/use-texts.tsx";

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
  const t = useTexts();
  return (
    <AppProvider isEmbeddedApp apiKey={apiKey} {...usePolarisTexts()}>
      <script dangerouslySetInnerHTML={{ __html: firstScript }} />
      {hasNavigation && (
        // Read by App Bridge; without its script, which comes later, the links would stand above the page.
        <div hidden>
          <NavMenu>
            <Link to="/app" rel="home">
              {t("Home")}
            </Link>
            <Link to="/app/approvals">{t("Approvals")}</Link>
            <Link to="/app/batches">{t("Batches")}</Link>
            <Link to="/app/inventory">{t("Inventory")}</Link>
            <Link to="/app/reconciliation">{t("Reconciliation")}</Link>
            <Link to="/app/stores">{t("Stores")}</Link>
            <Link to="/app/routing">{t("Routing")}</Link>
            <Link to="/app/members">{t("Members")}</Link>
            <Link to="/app/notifications">
              {unread ? t("Notifications ({{unread}})", { unread }) : t("Notifications")}
            </Link>
            <Link to="/app/activity">{t("Activity")}</Link>
            {mayAdminister && <Link to="/app/api-access">{t("API access")}</Link>}
            {mayAdminister && <Link to="/app/settings">{t("Settings")}</Link>}
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
