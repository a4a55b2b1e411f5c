import type { HandledTopic } from "../../handled-topics.ts";
import { appUninstalled } from "./app-uninstalled.server.ts";
import { bulkOperationFinished } from "./bulk-operation-finished.server.ts";
import { inventoryItemChanged } from "./inventory-item-changed.server.ts";
import { inventoryItemDeleted } from "./inventory-item-deleted.server.ts";
import { inventoryLevelConnected, inventoryLevelDisconnected } from "./inventory-level-connected.server.ts";
import { inventoryLevelChanged } from "./inventory-level-changed.server.ts";
import { locationChanged, locationDeleted } from "./location-changed.server.ts";
import { customerDataRequested, customerRedactionAsked, shopRedactionAsked } from "./privacy-asked.server.ts";
import { productChanged } from "./product-changed.server.ts";
import { productDeleted } from "./product-deleted.server.ts";
import { scopesUpdated } from "./scopes-updated.server.ts";
import { shopUpdated } from "./shop-updated.server.ts";
import type { TopicHandler } from "./topic-handler.ts";

/** Who handles which topic. A topic that is subscribed to and has no handler does not compile. */
export const topicHandlers: Record<HandledTopic, TopicHandler> = {
  "products/create": productChanged,
  "products/update": productChanged,
  "products/delete": productDeleted,
  "inventory_levels/update": inventoryLevelChanged,
  "inventory_levels/connect": inventoryLevelConnected,
  "inventory_levels/disconnect": inventoryLevelDisconnected,
  "inventory_items/update": inventoryItemChanged,
  "inventory_items/delete": inventoryItemDeleted,
  "locations/create": locationChanged,
  "locations/update": locationChanged,
  "locations/activate": locationChanged,
  "locations/deactivate": locationChanged,
  "locations/delete": locationDeleted,
  "bulk_operations/finish": bulkOperationFinished,
  "app/uninstalled": appUninstalled,
  "app/scopes_update": scopesUpdated,
  "shop/update": shopUpdated,
  "customers/data_request": customerDataRequested,
  "customers/redact": customerRedactionAsked,
  "shop/redact": shopRedactionAsked,
};
