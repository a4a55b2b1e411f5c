import { expect, test } from "vitest";
import { createAdminSite } from "#tests/simulator/admin/admin-site.ts";
import { createSampleShop, type SampleShop } from "#tests/support/worlds/sample-shop.ts";

const ORIGIN = "https://admin.shopify.com";

test("the first page lists every store with the way into the app", async () => {
  const site = openSite(createSampleShop());

  const page = await site.get("/");

  expect(page.text).toContain("Sample store");
  expect(page.text).toContain('href="/store/sample/apps/catalog-relay"');
});

test("a product page shows what has arrived in the store", async () => {
  const site = openSite(createSampleShop());

  const page = await site.get("/store/sample/products/11");

  expect(page.status).toBe(200);
  for (const part of ["SHIRT-M", "19.90", "Warehouse", "product_id", "p-11", "Online Store"])
    expect(page.text).toContain(part);
});

test("text of products is never taken for HTML", async () => {
  const site = openSite(createSampleShop({ title: `<script>alert("1")</script>` }));

  const page = await site.get("/store/sample/products/11");

  expect(page.text).not.toContain("<script>alert");
  expect(page.text).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;");
});

test("the app's frame opens with what Shopify puts into its address", async () => {
  const site = openSite(createSampleShop());

  const page = await site.get("/store/sample/apps/catalog-relay/app/batches?status=FAILED");

  const frame = new URL(/<iframe[^>]* src="([^"]+)"/s.exec(page.text)?.[1]?.replaceAll("&amp;", "&") ?? "");
  expect(frame.origin + frame.pathname).toBe("https://app.test/app/batches");
  expect(Object.fromEntries(frame.searchParams)).toEqual({
    status: "FAILED",
    embedded: "1",
    shop: "sample.myshopify.com",
    host: Buffer.from("admin.shopify.com/store/sample").toString("base64url"),
    locale: "en",
    id_token: "token-of-sample.myshopify.com",
  });
});

test("a store without the app offers to install it and opens no frame", async () => {
  const shop = createSampleShop();
  const site = openSite(shop);
  await site.post("/store/sample/uninstall", {});

  const page = await site.get("/store/sample/apps/catalog-relay");
  const token = await site.post("/store/sample/session-token", {});

  expect(page.text).toContain("Install app");
  expect(page.text).not.toContain("<iframe");
  expect(token.status).toBe(403);
});

test.for([
  { verb: "rename", form: { title: "New title" }, done: "rename 11 New title" },
  { verb: "price", form: { variant: "20", price: "12.50" }, done: "price 11 20 12.50" },
  { verb: "stock", form: { variant: "20", location: "5", available: "7" }, done: "stock 20 5 7" },
  { verb: "variant", form: { value: "L", price: "21" }, done: "variant 11 L 21" },
  { verb: "image", form: { url: "https://example.com/a.png" }, done: "image 11 https://example.com/a.png" },
])("the merchant's hand can $verb", async ({ verb, form, done }) => {
  const shop = createSampleShop();

  const answer = await openSite(shop).post(`/store/sample/products/11/${verb}`, form);

  expect(answer.status).toBe(303);
  expect(answer.location).toContain("/store/sample/products/11?notice=");
  expect(shop.done).toEqual([done]);
});

test("what the store refuses is told to the merchant", async () => {
  const site = openSite(createSampleShop());

  const answer = await site.post("/store/sample/products/11/order", { variant: "20", quantity: "9" });

  const page = await site.get(answer.location);
  expect(page.text).toContain("Not enough stock");
});

test("a form that is not filled in is told what is missing, and nothing is done", async () => {
  const shop = createSampleShop();
  const site = openSite(shop);

  const answer = await site.post("/store/sample/products/11/price", { variant: "20", price: "cheap" });

  const page = await site.get(answer.location);
  expect(page.text).toContain("A price is a number such as 19.90");
  expect(shop.done).toEqual([]);
});

test("after its deletion a product leads back to the list", async () => {
  const site = openSite(createSampleShop());

  const answer = await site.post("/store/sample/products/11/delete", {});

  const page = await site.get(answer.location);
  expect(answer.location).toContain("/store/sample/products?");
  expect(page.text).toContain("The product was deleted.");
});

test("no page of another origin can act in the admin", async () => {
  const shop = createSampleShop();

  const answer = await openSite(shop).post("/store/sample/products/11/rename", { title: "x" }, "https://app.test");

  expect(answer.status).toBe(403);
  expect(shop.done).toEqual([]);
});

test.for(["/store/unknown/products", "/store/sample/products/12", "/store/sample/nothing", "/nothing"])(
  "there is no page at %s",
  async (path) => {
    expect((await openSite(createSampleShop()).get(path)).status).toBe(404);
  },
);

function openSite(shop: SampleShop) {
  const site = createAdminSite({
    adminOrigin: ORIGIN,
    appOrigin: "https://app.test",
    appHomePath: "/app",
    scripts: { appBridge: "", adminPage: "" },
    shops: () => [shop],
    issueSessionToken: (domain) => `token-of-${domain}`,
  });
  const read = async (answer: Response) => ({
    status: answer.status,
    location: answer.headers.get("location") ?? "",
    text: await answer.text(),
  });
  return {
    get: async (path: string) => read(await site(new Request(`${ORIGIN}${path}`))),
    post: async (path: string, form: Record<string, string>, origin = ORIGIN) =>
      read(
        await site(
          new Request(`${ORIGIN}${path}`, { method: "POST", headers: { origin }, body: new URLSearchParams(form) }),
        ),
      ),
  };
}
