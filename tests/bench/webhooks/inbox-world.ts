import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import path from "node:path";
import pg from "pg";
import { ensureBuild } from "#tests/rig/ensure-build.ts";
import { findFreePort } from "#tests/rig/free-port.ts";
import { startWeb, startWorker, type ProductSettings } from "#tests/rig/product.ts";
import { installQueueSchema } from "#tests/rig/template-database.ts";
import { openBenchDatabase } from "../bench-database.ts";
import type { BenchRun } from "../bench.ts";
import type { LinkedShop } from "./signed-deliveries.ts";

const CHECKOUT = path.resolve(import.meta.dirname, "../../..");
const SHOPS = 10;
const PRODUCTS_PER_SHOP = 100;

export const CLIENT_SECRET = "webhook-bench-secret";

/** The product's web process, the bare server, and one database for both. */
export interface InboxWorld {
  readonly databaseUrl: string;
  readonly client: pg.Client;
  readonly shops: readonly LinkedShop[];
  readonly webPort: number;
  readonly barePort: number;
  startWorker(): Promise<void>;
  /** Throws away what was delivered, so that every round begins alike. */
  empty(): Promise<void>;
}

/** Starts PostgreSQL and both servers. Their shops have linked products. */
export async function openInboxWorld(run: BenchRun): Promise<InboxWorld> {
  const { parts } = run;
  ensureBuild((line) => run.say(line));
  run.say("Starting PostgreSQL, a web process and the bare server …");
  const databaseUrl = await openBenchDatabase(parts, "bench-webhooks");
  await installQueueSchema(databaseUrl);
  const client = await parts.open(
    async () => {
      const connecting = new pg.Client({ connectionString: databaseUrl });
      await connecting.connect();
      return connecting;
    },
    (connected) => connected.end(),
  );
  await client.query(`CREATE TABLE bench_bare_deliveries (id bigserial PRIMARY KEY, shop_domain text NOT NULL,
    webhook_id text NOT NULL, topic text NOT NULL, triggered_at timestamptz NOT NULL, payload jsonb NOT NULL,
    UNIQUE (shop_domain, webhook_id))`);
  const shops = await linkShops(client);
  const settings: ProductSettings = {
    databaseUrl,
    clientId: "webhook-bench",
    clientSecret: CLIENT_SECRET,
    appUrl: "https://app.test",
    // Nothing here leads to Shopify.
    proxyPort: 9,
    certificateFile: "/dev/null",
    shows: "problems",
    environment: {
      TOKEN_ENCRYPTION_KEYS: `bench:${createHash("sha256").update(CLIENT_SECRET).digest("base64")}`,
      LOG_LEVEL: "info",
    },
  };
  const web = await parts.open(
    () => startWeb(settings),
    (started) => started.stop(),
  );
  const barePort = await findFreePort();
  await parts.open(
    () => startBareServer(databaseUrl, barePort),
    (child) => child.kill("SIGKILL"),
  );
  return {
    databaseUrl,
    client,
    shops,
    webPort: web.port,
    barePort,
    async startWorker() {
      await parts.open(
        () => startWorker(settings),
        (worker) => worker.stop(),
      );
    },
    async empty() {
      await client.query("TRUNCATE bench_bare_deliveries");
      await client.query("TRUNCATE webhook_deliveries");
      await client.query("DELETE FROM pgboss.job WHERE name = 'webhooks.handle-deliveries' AND state = 'created'");
      await client.query("VACUUM webhook_deliveries, bench_bare_deliveries, pgboss.job");
      await client.query("CHECKPOINT");
    },
  };
}

async function startBareServer(databaseUrl: string, port: number) {
  const child = spawn(
    process.execPath,
    ["tests/bench/webhooks/bare-server.ts", databaseUrl, CLIENT_SECRET, String(port)],
    {
      cwd: CHECKOUT,
      env: { PATH: process.env["PATH"], NODE_ENV: "production" },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  await once(child.stdout, "data");
  return child;
}

/** Makes an organization whose stores each have linked products of three variants. */
async function linkShops(client: pg.Client): Promise<LinkedShop[]> {
  const { rows } = await client.query<{ domain: string; first: number }>(
    `WITH organization AS (INSERT INTO organizations (id, name, slug) VALUES (gen_random_uuid(), 'Bench', 'bench') RETURNING id),
    node AS (SELECT gen_random_uuid() AS id),
    category AS (
      INSERT INTO categories (id, organization_id, name, path, depth, lineage)
      SELECT node.id, organization.id, 'All', '', 0, ARRAY[node.id] FROM organization, node RETURNING id, organization_id),
    store AS (
      INSERT INTO stores (id, organization_id, shop_domain, name, currency_code, iana_timezone)
      SELECT gen_random_uuid(), id, 'bench-' || number || '.myshopify.com', 'Bench ' || number, 'EUR', 'UTC'
      FROM organization, generate_series(1, $1) AS number RETURNING id, organization_id, shop_domain),
    planned AS MATERIALIZED (
      SELECT gen_random_uuid() AS product_id, store.id AS store_id, store.organization_id, category.id AS category_id,
        split_part(split_part(store.shop_domain, '-', 2), '.', 1)::int * 100000 + number AS shopify_id
      FROM store, category, generate_series(1, $2) AS number),
    product AS (
      INSERT INTO products (id, organization_id, external_id, category_id, handle, title)
      SELECT product_id, organization_id, product_id, category_id, 'product-' || shopify_id, 'Product ' || shopify_id FROM planned),
    variant AS (
      INSERT INTO variants (id, organization_id, product_id, external_id, sku, position, option_values, price, currency_code)
      SELECT gen_random_uuid(), organization_id, product_id, size, 'product-' || shopify_id || '-' || size, place, ARRAY[size], 19.99, 'EUR'
      FROM planned, (VALUES ('S', 1), ('M', 2), ('L', 3)) AS sizes(size, place) RETURNING id, product_id, position),
    product_link AS (
      INSERT INTO product_links (store_id, product_id, organization_id, shopify_product_id, handle)
      SELECT store_id, product_id, organization_id, 'gid://shopify/Product/' || shopify_id, 'product-' || shopify_id FROM planned),
    variant_link AS (
      INSERT INTO variant_links (store_id, variant_id, product_id, organization_id, shopify_variant_id, shopify_inventory_item_id)
      SELECT planned.store_id, variant.id, planned.product_id, planned.organization_id,
        'gid://shopify/ProductVariant/' || (shopify_id::bigint * 10 + variant.position - 1),
        'gid://shopify/InventoryItem/' || (shopify_id::bigint * 10 + variant.position - 1)
      FROM planned JOIN variant ON variant.product_id = planned.product_id)
    SELECT shop_domain AS domain, split_part(split_part(shop_domain, '-', 2), '.', 1)::int * 100000 AS first FROM store`,
    [SHOPS, PRODUCTS_PER_SHOP],
  );
  return rows.map(({ domain, first }) => ({
    domain,
    products: Array.from({ length: PRODUCTS_PER_SHOP }, (_, index) => first + index + 1),
  }));
}
