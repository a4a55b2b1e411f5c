import { createHash, randomBytes } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { StoredFile } from "#tests/simulator/state/stored-file.ts";

function storedFile(pieces: readonly Uint8Array[]): StoredFile {
  const file = new StoredFile();
  onTestFinished(() => file.close());
  for (const piece of pieces) file.append(piece);
  return file;
}

const sizes: [string, number][] = [
  ["in memory", 1_000],
  ["on the disk", 3_000_000],
];

test.for(sizes)("a file %s gives back what was written, whole and in part", async ([, sizeBytes]) => {
  const bytes = randomBytes(sizeBytes);
  const pieces = Array.from({ length: 10 }, (_, index) =>
    bytes.subarray((index * sizeBytes) / 10, ((index + 1) * sizeBytes) / 10),
  );

  const file = storedFile(pieces);
  const streamed = await new Response(file.stream(0, sizeBytes)).bytes();

  expect(file.sizeBytes).toBe(sizeBytes);
  expect(bytes.equals(streamed)).toBe(true);
  expect(file.read(7, 500).equals(bytes.subarray(7, 500))).toBe(true);
  expect(file.read(sizeBytes - 5, sizeBytes + 5)).toHaveLength(5);
  expect(file.md5).toBe(createHash("md5").update(bytes).digest("hex"));
});

test.for(sizes)("lines of a file %s begin where they were written", ([, sizeBytes]) => {
  const lines: Buffer[] = [];
  for (let length = 0; length < sizeBytes; length += lines.at(-1)?.length ?? 0) {
    lines.push(Buffer.from(`${"x".repeat((lines.length * 97) % 900)}\n`));
  }

  const file = storedFile(lines);

  let start = 0;
  const starts = lines.map((line) => (start += line.length) - line.length);
  expect(file.lineStarts()).toStrictEqual(starts);
});

test("the last line needs no end, and a file without bytes has no line", () => {
  expect(storedFile([Buffer.from("a\n\nb")]).lineStarts()).toStrictEqual([0, 2, 3]);
  expect(storedFile([]).lineStarts()).toStrictEqual([]);
});

test("a stream that is told to break off gives what comes before and then fails", async () => {
  const file = storedFile([Buffer.from("0123456789")]);
  const reader = file.stream(2, 10, 3).getReader();

  const { value } = await reader.read();

  expect(Buffer.from(value ?? []).toString()).toBe("234");
  await expect(reader.read()).rejects.toThrow("terminated");
});
