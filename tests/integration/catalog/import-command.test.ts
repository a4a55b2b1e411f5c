import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { emptyCatalog, storedCatalog } from "#tests/support/import-text.ts";

const COMMAND = path.resolve(import.meta.dirname, "../../../app/cli/import-catalog.ts");
const GOOD = "Handle,Title,Variant SKU,Variant Price,Currency\nmug,Mug,MUG,12.00,EUR\n";
const databaseUrl = process.env["DATABASE_URL"] ?? "";

async function folderOfFiles(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "import-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const files: Record<string, string | Buffer> = {
    "good.csv": GOOD,
    "faulty.csv": `${GOOD}cup,,CUP,9.00,EUR\n`,
    "header.csv": "Handle,Title,Variant Price\n",
    "picture.png": Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"),
    "no-mapping.json": '{"name": "Mine"}',
  };
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
  return folder;
}

async function runImport(folder: string, args: readonly string[], url = databaseUrl) {
  const { DATABASE_URL: _, ...environment } = process.env;
  const child = spawn(process.execPath, [COMMAND, ...args], {
    cwd: folder,
    env: { ...environment, ...(url === "" ? {} : { DATABASE_URL: url }) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill());
  const ended = once(child, "exit");
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await ended;
  return { exitCode: child.exitCode, stdout: stdout.trimEnd(), stderr: stderr.trimEnd() };
}

async function knownOrganization() {
  const ctx = await emptyCatalog();
  const { slug } = await ctx.db.organization.findUniqueOrThrow({ where: { id: ctx.organizationId } });
  return { ctx, slug };
}

test("a file that comes in whole ends with 0, and the summary is the only thing on stdout", async () => {
  const { ctx, slug } = await knownOrganization();

  const { exitCode, stdout } = await runImport(await folderOfFiles(), ["--organization", slug, "--json", "good.csv"]);

  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ products: { created: 1 }, rejectedLines: 0, rejectsFile: null });
  expect((await storedCatalog(ctx)).map(({ externalId }) => externalId)).toEqual(["mug"]);
});

test("a file with a faulty line ends with 2, brings in the rest, and names the file that says why", async () => {
  const { ctx, slug } = await knownOrganization();
  const folder = await folderOfFiles();

  const { exitCode, stdout } = await runImport(folder, ["--organization", slug, "faulty.csv"]);

  expect(exitCode).toBe(2);
  expect(stdout).toContain("Rejected: 1 line of 1 product; faulty.csv.rejects.csv says why, and what to do");
  expect(await readFile(path.join(folder, "faulty.csv.rejects.csv"), "utf8")).toContain(
    "3,Title,cup,product.title-missing",
  );
  expect((await storedCatalog(ctx)).map(({ externalId }) => externalId)).toEqual(["mug"]);
});

test("a file with nothing below its header says so", async () => {
  const { slug } = await knownOrganization();

  const { exitCode, stdout } = await runImport(await folderOfFiles(), ["--organization", slug, "header.csv"]);

  expect(exitCode).toBe(0);
  expect(stdout).toContain("holds no product below its header");
});

test.for([
  ["an unknown option", ["--frobnicate", "good.csv"], /Unknown option '--frobnicate'\. \(--help tells more\)$/],
  ["a file that is not there", ["absent.csv"], /absent\.csv cannot be read: there is no such file/],
  ["a picture", ["picture.png"], /not text.* Import a CSV or JSON Lines file/],
  [
    "a mapping that is none",
    ["--mapping", "no-mapping.json", "good.csv"],
    /name: must be lower case.*docs\/import\.md/,
  ],
  ["a rejects file without a place", ["--rejects", "nowhere/r.csv", "faulty.csv"], /cannot be written.*--rejects/],
  [
    "an organization that is none",
    ["--organization", "nobody", "good.csv"],
    /no organization nobody\. There are: .*sample-/,
  ],
] as const)("%s ends with 1, says what to do, and changes nothing", async ([, args, message]) => {
  const { ctx, slug } = await knownOrganization();
  const folder = await folderOfFiles();
  const before = await readdir(folder);

  const { exitCode, stdout, stderr } = await runImport(folder, ["--organization", slug, ...args]);

  expect([exitCode, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(message);
  expect(await storedCatalog(ctx)).toEqual([]);
  expect(await readdir(folder)).toEqual(before);
});

test.for([
  ["no database is named", "", /DATABASE_URL: must name a PostgreSQL/],
  ["nothing answers there", "postgresql://x:y@127.0.0.1:1/x", /Start PostgreSQL, or correct host and port/],
  ["it has no tables", databaseUrl.replace(/[^/]+$/, "postgres"), /up to date with npm run migrate/],
] as const)("where %s, the message says what to do", async ([, url, message]) => {
  const { exitCode, stdout, stderr } = await runImport(await folderOfFiles(), ["--organization", "x", "good.csv"], url);

  expect([exitCode, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(message);
});
