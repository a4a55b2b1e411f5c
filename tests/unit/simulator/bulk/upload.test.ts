import { createHash } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { startSimulatorServer } from "#tests/simulator/server.ts";
import {
  bulkCreateProduct,
  createLines,
  formOf,
  jsonLines,
  keyOf,
  openBulkShop,
  runBulkMutation,
  type StagedTarget,
  startedId,
} from "./bulk-shop.ts";
import { openShop, userErrorsOf } from "../one-shop.ts";

/** The target with some of its parameters changed or, with null, left out. */
function altered(target: StagedTarget, changes: Record<string, string | null>): StagedTarget {
  const parameters = target.parameters.flatMap(({ name, value }) => {
    const changed = changes[name];
    return changed === null ? [] : [{ name, value: changed ?? value }];
  });
  return { ...target, parameters };
}

test("a posted file is answered with its place, and its lines are run", async () => {
  const { call, clock, shop, simulator, stage } = await openBulkShop();
  const target = await stage();

  const response = await simulator.fetch(target.url, {
    method: "POST",
    body: formOf(target, jsonLines(createLines(2))),
  });
  startedId(
    await call(runBulkMutation, { mutation: bulkCreateProduct, path: keyOf(target) }),
    "bulkOperationRunMutation",
  );
  clock.advance(60_000);

  expect(response.status).toBe(201);
  expect(response.headers.get("content-type")).toMatch(/^application\/xml/);
  expect(await response.text()).toMatch(
    new RegExp(
      `<PostResponse><Location>https://storage.googleapis.com/shopify-staged-uploads/${keyOf(target)}</Location><Bucket>shopify-staged-uploads</Bucket><Key>${keyOf(target)}</Key><ETag>"[0-9a-f]{32}"</ETag></PostResponse>`,
    ),
  );
  expect(shop.productCount).toBe(2);
});

const refusedForms: [string, Record<string, string | null>, string][] = [
  ["another key", { key: "tmp/1/bulk/mine/lines.jsonl" }, "AccessDenied"],
  ["no key", { key: null }, "AccessDenied"],
  ["a wrong signature", { "x-goog-signature": "00" }, "SignatureDoesNotMatch"],
  ["no signature", { "x-goog-signature": null }, "SignatureDoesNotMatch"],
  ["a policy of its own", { policy: Buffer.from('{"conditions":[]}').toString("base64") }, "SignatureDoesNotMatch"],
  ["no policy", { policy: null }, "AccessDenied"],
  ["another content type", { "Content-Type": "text/plain" }, "AccessDenied"],
];

test.for(refusedForms)("a form with %s is refused with 403", async ([, changes, code]) => {
  const { call, simulator, stage } = await openBulkShop();
  const target = await stage();

  const response = await simulator.fetch(target.url, {
    method: "POST",
    body: formOf(altered(target, changes), "{}\n"),
  });

  expect(response.status).toBe(403);
  expect(await response.text()).toContain(`<Code>${code}</Code>`);
  const started = await call(runBulkMutation, { mutation: bulkCreateProduct, path: keyOf(target) });
  expect(userErrorsOf(started, "bulkOperationRunMutation")).toMatchObject([{ code: "NO_SUCH_FILE", field: null }]);
});

test("a form has a day, a signed URL a week", async () => {
  const { clock, simulator, stage } = await openBulkShop();
  const posted = await stage();
  const put = await stage({ httpMethod: "PUT" });
  const postNow = () => simulator.fetch(posted.url, { method: "POST", body: formOf(posted, "{}\n") });
  const putNow = () => simulator.fetch(put.url, { method: "PUT", body: "{}\n" });

  clock.advance(24 * 3_600_000 - 1);
  const statuses = [(await postNow()).status, (await putNow()).status];
  clock.advance(1);
  statuses.push((await postNow()).status);
  clock.advance(6 * 24 * 3_600_000);
  statuses.push((await putNow()).status);

  expect(statuses).toStrictEqual([201, 200, 403, 400]);
});

/** A body of so many bytes between two texts, made as it is read. */
function largeBody(bytes: number, before = "", behind = ""): ReadableStream<Uint8Array> {
  const mebibyte = new Uint8Array(1_048_576).fill(0x20);
  let left = bytes;
  return new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode(before)),
    pull(controller) {
      controller.enqueue(mebibyte.subarray(0, left));
      left -= Math.min(left, mebibyte.length);
      if (left > 0) return;
      controller.enqueue(new TextEncoder().encode(behind));
      controller.close();
    },
  });
}

const hundredMegabytes = 104_857_600;

test(
  "a posted file over 100 MB is refused while it streams in, an empty one as well",
  { timeout: 30_000 },
  async () => {
    const { simulator, stage } = await openBulkShop();
    const target = await stage();
    const fields = target.parameters.map(
      ({ name, value }) => `--limit\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const file = '--limit\r\ncontent-disposition: form-data; name="file"; filename="lines.jsonl"\r\n\r\n';

    const large = await simulator.fetch(target.url, {
      method: "POST",
      headers: { "content-type": "multipart/form-data; boundary=limit" },
      body: largeBody(hundredMegabytes + 1, fields.join("") + file, "\r\n--limit--\r\n"),
      duplex: "half",
    });
    const empty = await simulator.fetch(target.url, { method: "POST", body: formOf(target, "") });

    expect([large.status, empty.status]).toStrictEqual([400, 400]);
    expect(await large.text()).toContain("<Code>EntityTooLarge</Code>");
    expect(await empty.text()).toContain("<Code>EntityTooSmall</Code>");
  },
);

test("a file that is put may be of any length; only the operation refuses it", { timeout: 30_000 }, async () => {
  const { call, simulator, stage } = await openBulkShop();
  const refusals: unknown[] = [];
  for (const bytes of [0, hundredMegabytes + 1]) {
    const target = await stage({ httpMethod: "PUT", fileSize: String(bytes) });
    const body = bytes === 0 ? "" : largeBody(bytes);
    const response = await simulator.fetch(target.url, { method: "PUT", body, duplex: "half" });
    const path = new URL(target.url).pathname.slice(1);
    const answer = await call(runBulkMutation, { mutation: bulkCreateProduct, path });
    refusals.push([response.status, ...userErrorsOf(answer, "bulkOperationRunMutation")]);
  }
  simulator.close();

  const refusal = (message: string) => [200, { code: "INVALID_STAGED_UPLOAD_FILE", field: null, message }];
  expect(refusals).toStrictEqual([
    refusal("The input file is empty."),
    refusal("The input file size exceeds the maximum allowed size of 100 MB."),
  ]);
});

test("a form may arrive in pieces of any size", async () => {
  const { simulator, stage } = await openBulkShop();
  const target = await stage();
  const written = new Request("https://form.test", {
    method: "POST",
    body: formOf(target, "\r\n--no boundary\r\n{}\n"),
  });
  const contentType = written.headers.get("content-type") ?? "";
  const bytes = new Uint8Array(await written.arrayBuffer());
  const answers = new Set<string>();

  for (const size of [1, 2, 3, 7, 31, 64, 1_000, bytes.length]) {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(bytes.slice(sent, (sent += size)));
        if (sent >= bytes.length) controller.close();
      },
    });
    const headers = { "content-type": contentType };
    const response = await simulator.fetch(target.url, { method: "POST", headers, body, duplex: "half" });
    answers.add(`${response.status} ${/<ETag>.*<\/ETag>/.exec(await response.text())?.[0]}`);
  }

  const md5 = createHash("md5").update("\r\n--no boundary\r\n{}\n").digest("hex");
  expect([...answers]).toStrictEqual([`201 <ETag>"${md5}"</ETag>`]);
});

const noForms: [string, RequestInit][] = [
  ["is no form", { body: "{}" }],
  ["has no boundary in it", { headers: { "content-type": "multipart/form-data; boundary=a" }, body: "{}" }],
  [
    "ends in the middle",
    {
      headers: { "content-type": "multipart/form-data; boundary=a" },
      body: '--a\r\ncontent-disposition: form-data; name="key"\r\n\r\ntmp/1',
    },
  ],
  [
    "has no file",
    {
      headers: { "content-type": "multipart/form-data; boundary=a" },
      body: '--a\r\ncontent-disposition: form-data; name="key"\r\n\r\ntmp/1\r\n--a--\r\n',
    },
  ],
];

test.for(noForms)("an upload that %s is answered with 400 and an error of the storage", async ([, init]) => {
  const { simulator, stage } = await openBulkShop();
  const { url } = await stage();

  const response = await simulator.fetch(url, { method: "POST", ...init });

  expect(response.status).toBe(400);
  expect(await response.text()).toMatch(/^<\?xml version='1\.0' encoding='UTF-8'\?><Error><Code>\w+<\/Code>/);
});

test("the storage refuses other methods and knows no other places", async () => {
  const { simulator } = openShop();
  const statuses: number[] = [];
  for (const [method, url] of [
    ["GET", "https://shopify-staged-uploads.storage.googleapis.com/tmp/1/bulk/a"],
    ["PUT", "https://shopify-staged-uploads.storage.googleapis.com/tmp/1/bulk/a"],
    ["GET", "https://storage.googleapis.com/shopify-tiers-assets-prod-us-east1/bulk-operation-outputs/a"],
    ["POST", "https://storage.googleapis.com/"],
    ["POST", "https://other.storage.googleapis.com/"],
  ] as const) {
    statuses.push((await simulator.fetch(url, { method })).status);
  }

  expect(statuses).toStrictEqual([405, 403, 404, 405, 404]);
});

test("a path of another shop is not found", async () => {
  const one = await openBulkShop();
  const path = await one.upload(createLines(1));
  const foreign = path.replace(/^tmp\/\d+/, "tmp/1");

  const answers = [foreign, `${path}x`, "valid"].map((stagedPath) =>
    one.call(runBulkMutation, { mutation: bulkCreateProduct, path: stagedPath }),
  );

  for (const answer of await Promise.all(answers)) {
    expect(userErrorsOf(answer, "bulkOperationRunMutation")).toStrictEqual([
      {
        code: "NO_SUCH_FILE",
        field: null,
        message:
          "The JSONL file could not be found. Try uploading the file again, and check that you've entered the URL correctly for the stagedUploadPath mutation argument.",
      },
    ]);
  }
});

test("over plain HTTP the storage is found under its host as a path, up and down", async () => {
  const { call, clock, see, simulator, stage } = await openBulkShop();
  const server = await startSimulatorServer(simulator, { port: 0 });
  onTestFinished(() => server.close());
  const overHttp = (url: string) => url.replace("https://", `${server.url}/storage/`);
  const target = await stage();
  const content = jsonLines(createLines(3));

  const uploaded = await fetch(overHttp(target.url), { method: "POST", body: formOf(target, content) });
  const started = await call(runBulkMutation, { mutation: bulkCreateProduct, path: keyOf(target) });
  clock.advance(60_000);
  const { url, fileSize } = await see(startedId(started, "bulkOperationRunMutation"));
  const result = await fetch(overHttp(url ?? ""));
  const text = await result.text();

  expect(uploaded.status).toBe(201);
  expect(result.headers.get("content-type")).toBe("application/jsonl");
  expect(result.headers.get("content-length")).toBe(fileSize);
  expect(text.trim().split("\n")).toHaveLength(3);
});
