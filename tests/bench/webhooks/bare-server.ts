import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import pg from "pg";

/**
 * The least that an inbox can be: a process that checks the signature, inserts one row and answers. No framework, no
 * batches, no queue, a prepared statement. What the product is compared with.
 */

const [databaseUrl = "", secret = "", port = "0"] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });

const insert = {
  name: "insert-delivery",
  text: `INSERT INTO bench_bare_deliveries (shop_domain, webhook_id, topic, triggered_at, payload)
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (shop_domain, webhook_id) DO NOTHING`,
};

const headerOf = (value: string | string[] | undefined): string => (typeof value === "string" ? value : "");

const server = createServer((request, response) => {
  void (async () => {
    const body = await buffer(request);
    const expected = createHmac("sha256", secret).update(body).digest();
    const given = Buffer.from(headerOf(request.headers["x-shopify-hmac-sha256"]), "base64");
    if (given.byteLength !== expected.byteLength || !timingSafeEqual(given, expected)) {
      response.writeHead(401, { "Content-Length": "0" }).end();
      return;
    }
    const { headers } = request;
    const values = [
      headerOf(headers["x-shopify-shop-domain"]),
      headerOf(headers["x-shopify-webhook-id"]),
      headerOf(headers["x-shopify-topic"]),
      headerOf(headers["x-shopify-triggered-at"]),
      body.toString("utf8"),
    ];
    await pool.query({ ...insert, values });
    response.writeHead(200, { "Content-Length": "0" }).end();
  })().catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    response.writeHead(500, { "Content-Length": "0" }).end();
  });
});

server.keepAliveTimeout = 75_000;
server.listen(Number(port), "127.0.0.1", () => process.stdout.write("listening\n"));
