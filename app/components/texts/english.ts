import approvals from "./en/approvals.json";
import batches from "./en/batches.json";
import common from "./en/common.json";
import home from "./en/home.json";
import inventory from "./en/inventory.json";
import members from "./en/members.json";
import notifications from "./en/notifications.json";
import reconciliation from "./en/reconciliation.json";
import routing from "./en/routing.json";
import settings from "./en/settings.json";
import stores from "./en/stores.json";
import words from "./en/words.json";

/** English is written where it is used; here stand its forms for one and for many. */
export const english = {
  ...common,
  ...words,
  ...home,
  ...approvals,
  ...batches,
  ...inventory,
  ...reconciliation,
  ...routing,
  ...members,
  ...notifications,
  ...stores,
  ...settings,
};
