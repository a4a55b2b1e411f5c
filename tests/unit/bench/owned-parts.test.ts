import { expect, test } from "vitest";
import { OwnedParts } from "#tests/bench/owned-parts.ts";

test("what was started is ended in the opposite order, once", async () => {
  const ended: string[] = [];
  const parts = new OwnedParts();
  for (const name of ["database", "worker"]) {
    await parts.open(
      () => name,
      (part) => ended.push(part),
    );
  }

  await Promise.all([parts.end(), parts.end()]);

  expect(ended).toEqual(["worker", "database"]);
});

test("a part that is still starting when the end is asked for is ended as well", async () => {
  const ended: string[] = [];
  const parts = new OwnedParts();
  const starting = Promise.withResolvers<string>();
  const opened = parts.open(
    () => starting.promise,
    (part) => ended.push(part),
  );

  const end = parts.end();
  starting.resolve("database");

  await expect(opened).rejects.toThrow("being ended");
  await end;
  expect(ended).toEqual(["database"]);
});

test("nothing is started once the end has begun", async () => {
  const parts = new OwnedParts();
  await parts.end();
  let isStarted = false;

  const opened = parts.open(
    () => (isStarted = true),
    () => undefined,
  );

  await expect(opened).rejects.toThrow("being ended");
  expect(isStarted).toBe(false);
});

test("a part that does not end keeps no other one from ending", async () => {
  const ended: string[] = [];
  const parts = new OwnedParts();
  await parts.open(
    () => "folder",
    (part) => ended.push(part),
  );
  await parts.open(
    () => "worker",
    () => Promise.reject(new Error("hangs")),
  );

  await expect(parts.end()).rejects.toMatchObject({ errors: [new Error("hangs")] });
  expect(ended).toEqual(["folder"]);
});
