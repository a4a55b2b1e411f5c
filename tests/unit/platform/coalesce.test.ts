import { expect, test } from "vitest";
import { coalesce } from "#app/platform/coalesce.ts";

test("what arrives while a flush runs goes with the next", async () => {
  const flushed: number[][] = [];
  const add = coalesce<number, number>(async (items) => {
    flushed.push([...items]);
    return items.map((item) => item * 2);
  }, 10);

  const results = await Promise.all([add(1), add(2), add(3)]);

  expect(results).toEqual([2, 4, 6]);
  expect(flushed).toEqual([[1], [2, 3]]);
});

test("a bad item takes no other with it", async () => {
  const add = coalesce<number, number>((items) => {
    if (items.includes(2)) return Promise.reject(new Error("two"));
    return Promise.resolve(items);
  }, 10);

  const [, two, three] = await Promise.allSettled([add(1), add(2), add(3)]);

  expect([two?.status, three?.status]).toEqual(["rejected", "fulfilled"]);
});

test("an item that met another writer is tried once more, alone as well as among others", async () => {
  let failuresLeft = 1;
  const add = coalesce<number, number>((items) => {
    failuresLeft -= 1;
    return failuresLeft >= 0 ? Promise.reject(new Error("deadlock")) : Promise.resolve(items);
  }, 10);

  expect(await add(1)).toBe(1);
});

test("an item that fails twice is rejected with the latest reason", async () => {
  let tries = 0;
  const add = coalesce<number, number>(() => Promise.reject(new Error(`try ${(tries += 1)}`)), 10);

  await expect(add(1)).rejects.toThrow("try 2");
});

test("as many flushes run at once as may, and the rest waits together", async () => {
  const running: { items: readonly number[]; end(): void }[] = [];
  const flush = (items: readonly number[]) =>
    new Promise<readonly number[]>((resolve) => running.push({ items, end: () => resolve(items) }));
  const add = coalesce<number, number>(flush, 10, 2);

  const results = Promise.all([add(1), add(2), add(3), add(4)]);
  const atFirst = running.map(({ items }) => [...items]);
  running[0]?.end();
  await expect.poll(() => running.length).toBe(3);
  for (const one of running) one.end();

  expect(atFirst).toEqual([[1], [2]]);
  expect(running[2]?.items).toEqual([3, 4]);
  expect(await results).toEqual([1, 2, 3, 4]);
});
