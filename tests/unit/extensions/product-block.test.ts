import { expect, test } from "vitest";
import { sampleAnswer, sampleState, sampleUpload, showBlock, SHOWN } from "./shown-block.ts";

const failure = {
  category: "VALIDATION",
  code: "shopify.too-long",
  message: "Title is too long",
  explanation: "Shopify does not accept this text.",
  whatToDo: "Shorten it in the catalog.",
} as const;

test("says that it looks before the app has answered", async () => {
  const { find } = await showBlock({ shown: [new Promise(() => {})] });

  expect(find("s-spinner").map((spinner) => spinner.getAttribute("accessibilityLabel"))).toEqual([
    "Looking up this product",
  ]);
});

test("asks the app about the product that the page shows", async () => {
  const { asked, text } = await showBlock({ shown: [{ body: sampleAnswer() }] });

  await expect.poll(text).toMatch(/Lamp/);
  expect(asked.map(({ method, address }) => [method, address])).toEqual([
    ["GET", `/app/extension/product?${new URLSearchParams({ shopifyProductId: SHOWN })}`],
  ]);
});

test("shows upload, last attempt, ids, link and stock of a product that is in the shop", async () => {
  const { text, find } = await showBlock({ shown: [{ body: sampleAnswer() }] });

  await expect.poll(text).toMatch(/Lamp/);
  expect(find("s-badge").map((badge) => [badge.textContent, badge.getAttribute("tone")])).toEqual([
    ["Uploaded", "success"],
  ]);
  expect(text()).toMatch(/BatchAutumn, 2026-11-23T08:00:01/);
  expect(text()).toMatch(/Variants3 uploaded/);
  expect(text()).toMatch(/Last attemptCreate the product: Succeeded, 2026-11-23T08:00:01/);
  expect(text()).toMatch(/Catalog idlamp-01/);
  expect(text()).toMatch(/Internal id0191d6a4-0000-7000-8000-000000000001/);
  expect(text()).toMatch(/Custom idcarried by the product/);
  expect(text()).toMatch(/Linked since2026-11-23T08:00:00.000Z, made by Catalog Relay/);
  expect(text()).toMatch(/StockEqual to the internal stock/);
});

test("says collapsed, too, how the product stands", async () => {
  const { text, find } = await showBlock({ shown: [{ body: sampleAnswer() }] });

  await expect.poll(text).toMatch(/Lamp/);
  expect(find("s-admin-block")[0]?.getAttribute("collapsedSummary")).toBe("Uploaded: Lamp");
});

test("leads to the app's page of the newest upload, or to the product where there was none", async () => {
  const uploaded = await showBlock({ shown: [{ body: sampleAnswer() }] });
  await expect.poll(uploaded.text).toMatch(/Lamp/);
  expect(uploaded.find("s-link").map((link) => link.getAttribute("href"))).toEqual([
    "app:app/batches/0191d6a4-0000-7000-8000-000000000002/products/0191d6a4-0000-7000-8000-000000000001",
  ]);
});

test("finds a product that was never uploaded among all of the catalog", async () => {
  const state = sampleState({ latestUpload: null, latestAttempt: null });
  const { text, find } = await showBlock({ shown: [{ body: sampleAnswer({ state }) }] });

  await expect.poll(text).toMatch(/Never uploaded/);
  expect(find("s-link").map((link) => link.getAttribute("href"))).toEqual([
    "app:app/approvals?approvalStatus=ALL&text=lamp-01",
  ]);
});

test("explains a failure and says what to do about it", async () => {
  const latestUpload = sampleUpload({ status: "FAILED", variants: { SUCCESS: 1, FAILED: 2 }, failure });
  const { text, find } = await showBlock({ shown: [{ body: sampleAnswer({ state: sampleState({ latestUpload }) }) }] });

  await expect.poll(text).toMatch(/1 uploaded, 2 failed/);
  const [banner] = find("s-banner");
  expect([banner?.getAttribute("tone"), banner?.getAttribute("heading")]).toEqual(["critical", failure.explanation]);
  expect(banner?.textContent).toMatch(/Title is too long.*Shorten it in the catalog/);
});

test.for([
  ["UNCHANGED", /exactly this content/],
  ["NO_ROUTE", /No route/],
  ["NOT_ELIGIBLE", /type Normal/],
  ["SUPERSEDED", /newer decision/],
  ["ALREADY_IN_FLIGHT", /on its way/],
  ["DELETED_IN_SHOP", /made anew/],
  ["GONE_FROM_SHOP", /did not have it/],
  ["OFF_SALE_ALREADY", /off sale here already/],
  ["BELONGS_AGAIN", /goes to this store again/],
] as const)("says why an upload was skipped: %s", async ([skipReason, words]) => {
  const latestUpload = sampleUpload({ status: "SKIPPED", skipReason, variants: {} });
  const { text } = await showBlock({ shown: [{ body: sampleAnswer({ state: sampleState({ latestUpload }) }) }] });

  await expect.poll(text).toMatch(words);
});

test("tells how far the shop's stock is from the internal stock, and what nobody knows", async () => {
  const drift = { levels: 9, unknown: 1, differing: 2, units: 7, quarantined: 3 };
  const { text } = await showBlock({ shown: [{ body: sampleAnswer({ drift }) }] });

  await expect
    .poll(text)
    .toMatch(/7 units too many or too few, at 2 of 9 levels, 1 level not read yet, 3 levels in quarantine/);
});

test("says that a product without counted stock is not kept equal", async () => {
  const drift = { levels: 0, unknown: 0, differing: 0, units: 0, quarantined: 0 };
  const { text } = await showBlock({ shown: [{ body: sampleAnswer({ drift }) }] });

  await expect.poll(text).toMatch(/Not kept equal/);
});

test("says that a product is not of the catalog, and leads to the app", async () => {
  const { text, find, button } = await showBlock({ shown: [{ body: sampleAnswer({ state: null, drift: null }) }] });

  await expect.poll(text).toMatch(/Not from the catalog/);
  expect(find("s-link").map((link) => link.getAttribute("href"))).toEqual(["app:app"]);
  expect(button("Upload again")).toBeUndefined();
});

test.for([
  ["paused", /This store is paused/],
  ["reconnect", /lost its access/],
  ["no-answer", /does not answer/],
] as const)("says what holds the store up: %s", async ([hold, words]) => {
  const { text } = await showBlock({ shown: [{ body: sampleAnswer({ hold }) }] });

  await expect.poll(text).toMatch(words);
});

test.for([
  ["nothing", "no-answer", /did not answer/],
  ["an ended session", { status: 401, body: "" }, /session in the Shopify admin has ended/],
  [
    "a refusal in words",
    { status: 409, body: { detail: "This shop belongs to no organization yet." } },
    /no organization/,
  ],
  ["the page of a proxy", { status: 502, body: "<html>Bad gateway</html>" }, /could not answer \(502\)/],
  ["something else", { body: { hello: 1 } }, /could not answer \(200\)/],
  ["null", { body: null }, /could not answer \(200\)/],
] as const)("shows a problem and tries again when the app answers %s", async ([_name, reply, words]) => {
  const { text, press } = await showBlock({ shown: [reply, { body: sampleAnswer() }] });
  await expect.poll(text).toMatch(words);

  press("Try again");

  await expect.poll(text).toMatch(/Lamp/);
  expect(text()).not.toMatch(words);
});

test("asks nobody when the page names no product", async () => {
  const { text, asked } = await showBlock({ shown: [], selected: [] });

  await expect.poll(text).toMatch(/which product/);
  expect(asked).toEqual([]);
});

test("asks before it uploads again, and says what will happen", async () => {
  const { text, press, asked } = await showBlock({ shown: [{ body: sampleAnswer() }] });
  await expect.poll(text).toMatch(/Lamp/);

  press("Upload again");

  await expect.poll(text).toMatch(/approved as it stands in the catalog now and sent to this store/);
  press("Cancel");
  await expect.poll(text).not.toMatch(/Upload now/);
  expect(asked.filter(({ method }) => method === "POST")).toEqual([]);
});

test("uploads again once, says what is on its way, and looks how it stands", async () => {
  const underWay = sampleState({
    latestUpload: sampleUpload({ status: "PENDING", variants: { PENDING: 3 }, endedAt: null }),
  });
  const { text, press, asked } = await showBlock({
    shown: [{ body: sampleAnswer() }, { body: sampleAnswer({ state: underWay }) }],
    uploaded: [{ body: { batchId: "b", variants: 3 } }],
  });
  await expect.poll(text).toMatch(/Lamp/);
  press("Upload again");
  await expect.poll(text).toMatch(/Upload now/);

  press("Upload now");

  await expect.poll(text).toMatch(/On its way: 3 variants.*/);
  await expect.poll(text).toMatch(/3 waiting/);
  expect(asked.filter(({ method }) => method === "POST").map(({ body }) => body)).toEqual([
    JSON.stringify({ shopifyProductId: SHOWN }),
  ]);
});

test("cannot be pressed twice while it uploads", async () => {
  const { text, press, button } = await showBlock({
    shown: [{ body: sampleAnswer() }],
    uploaded: [new Promise(() => {})],
  });
  await expect.poll(text).toMatch(/Lamp/);
  press("Upload again");
  await expect.poll(text).toMatch(/Upload now/);

  press("Upload now");

  await expect.poll(() => button("Upload now")?.hasAttribute("disabled")).toBe(true);
  expect(button("Upload now")?.hasAttribute("loading")).toBe(true);
});

test("says when there was nothing to send", async () => {
  const { text, press } = await showBlock({
    shown: [{ body: sampleAnswer() }],
    uploaded: [{ body: { batchId: "b", variants: 0 } }],
  });
  await expect.poll(text).toMatch(/Lamp/);
  press("Upload again");
  await expect.poll(text).toMatch(/Upload now/);

  press("Upload now");

  await expect.poll(text).toMatch(/Nothing to send/);
});

test("says that a product of very many variants is still being prepared", async () => {
  const { text, press } = await showBlock({
    shown: [{ body: sampleAnswer() }],
    uploaded: [{ body: { batchId: "b", variants: null } }],
  });
  await expect.poll(text).toMatch(/Lamp/);
  press("Upload again");
  await expect.poll(text).toMatch(/Upload now/);

  press("Upload now");

  await expect.poll(text).toMatch(/being prepared/);
});

test("says why an upload was refused, and lets the person try again", async () => {
  const { text, press, button } = await showBlock({
    shown: [{ body: sampleAnswer() }],
    uploaded: [{ status: 409, body: { detail: "Add a route in the app." } }],
  });
  await expect.poll(text).toMatch(/Lamp/);
  press("Upload again");
  await expect.poll(text).toMatch(/Upload now/);

  press("Upload now");

  await expect.poll(text).toMatch(/Add a route in the app/);
  expect(button("Upload again")).toBeDefined();
});

test.for([
  ["role", /merchant, staff or owner/],
  ["no-route", /no route/],
  ["not-eligible", /type Normal/],
] as const)("offers no upload where it cannot be, and says why: %s", async ([uploadAgainRefusal, words]) => {
  const { text, button } = await showBlock({
    shown: [{ body: sampleAnswer({ state: sampleState({ uploadAgainRefusal }) }) }],
  });

  await expect.poll(text).toMatch(words);
  expect(button("Upload again")).toBeUndefined();
});
