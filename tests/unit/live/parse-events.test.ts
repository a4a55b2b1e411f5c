import { expect, test } from "vitest";
import { EventParser } from "#app/components/live/parse-events.ts";
import { writeEvents, writeHeartbeat } from "#app/http/stream/event-text.ts";

const TEXT = writeEvents(
  [
    { event: "ready", data: { isResumed: true } },
    { event: "batch", data: { name: "Summer\nsale: 50 %" } },
  ],
  "1-2:3:",
);
const EVENTS = [
  { event: "ready", data: '{"isResumed":true}' },
  { event: "batch", data: String.raw`{"name":"Summer\nsale: 50 %"}` },
];

test("events are the same wherever the text is cut", () => {
  for (let at = 0; at <= TEXT.length; at += 1) {
    const parser = new EventParser("");
    expect([...parser.read(TEXT.slice(0, at)), ...parser.read(TEXT.slice(at))]).toEqual(EVENTS);
    expect(parser.lastEventId).toBe("1-2:3:");
  }
});

test("lines may end in any of the three ways, also when the text is cut within one", () => {
  for (const end of ["\n", "\r\n", "\r"]) {
    const text = `event: a${end}data: 1${end}data: 2${end}${end}`;
    for (let at = 0; at <= text.length; at += 1) {
      const parser = new EventParser("");
      const events = [...parser.read(text.slice(0, at)), ...parser.read(text.slice(at)), ...parser.read(": end\n")];
      expect(events).toEqual([{ event: "a", data: "1\n2" }]);
    }
  }
});

test("a heartbeat is no event and moves what to go on from", () => {
  const parser = new EventParser("before");

  expect(parser.read(": a comment\n\n")).toEqual([]);
  expect(parser.lastEventId).toBe("before");
  expect(parser.read(writeHeartbeat("after"))).toEqual([]);
  expect(parser.lastEventId).toBe("after");
});

test("an event that was cut off is not told, and is told again: its id does not count", () => {
  const parser = new EventParser("before");

  expect(parser.read("id: after\nevent: batch\ndata: {}")).toEqual([]);
  expect(parser.lastEventId).toBe("before");
});

test("what has no name is a message, unknown fields are left out, and one space belongs to the format", () => {
  const parser = new EventParser("");

  expect(parser.read("retry: 1000\nfoo: bar\ndata:  two spaces\ndata\n\n")).toEqual([
    { event: "message", data: " two spaces\n" },
  ]);
});
