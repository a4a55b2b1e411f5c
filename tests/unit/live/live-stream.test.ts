import { expect, onTestFinished, test, vi } from "vitest";
import { LiveStream } from "#app/components/live/live-stream.ts";

/** A stream over a server that the test plays: each connection is answered by hand. */
function open() {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const asked: { lastEventId: string | null; token: string | null; signal: AbortSignal }[] = [];
  let answer: () => Promise<Response> | Response = () => new Promise<Response>(() => undefined);
  let isHidden = false;
  const visibility = new Set<() => void>();
  let tokens = 0;
  const stream = new LiveStream({
    token: () => Promise.resolve(`token-${(tokens += 1)}`),
    fetch: async (_input, init) => {
      const headers = new Headers(init?.headers);
      const signal = init?.signal ?? new AbortController().signal;
      asked.push({ lastEventId: headers.get("last-event-id"), token: headers.get("authorization"), signal });
      const { body, status, headers: told } = await answer();
      // As a browser does: what is aborted fails while it is read.
      return new Response(body?.pipeThrough(new TransformStream(), { signal }), { status, headers: told });
    },
    isHidden: () => isHidden,
    onVisibility(changed) {
      visibility.add(changed);
      return () => visibility.delete(changed);
    },
  });
  const heard: string[] = [];
  const states: boolean[] = [];
  const stop = stream.listen({ onNews: (topic) => heard.push(topic), onOpen: (isOpen) => states.push(isOpen) });
  return {
    asked,
    heard,
    states,
    stop,
    answerWith: (next: typeof answer) => (answer = next),
    pass: (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds),
    show: (isShown: boolean) => {
      isHidden = !isShown;
      for (const changed of visibility) changed();
    },
  };
}

/** A stream of events that stays open until it is told to end. */
function connection(...texts: string[]) {
  let end = (): void => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const text of texts) controller.enqueue(new TextEncoder().encode(text));
      end = () => controller.close();
    },
  });
  return {
    answer: new Response(body, { headers: { "content-type": "text/event-stream; charset=utf-8" } }),
    end: () => end(),
  };
}

const READY = 'id: 1-2:2:\nevent: ready\ndata: {"isResumed":false}\n\n';
const RESUMED = 'id: 3-4:4:\nevent: ready\ndata: {"isResumed":true}\n\n';
const BATCH = 'id: 2-3:3:\nevent: batch\ndata: {"id":"x"}\n\n';

test("it begins with everything anew, and goes on from the last event with a new token when the server ends it", async () => {
  const { answerWith, pass, asked, heard, states } = open();
  const first = connection(READY, BATCH);
  answerWith(() => first.answer);
  await pass(0);
  expect([heard, states]).toEqual([["reset", "batch"], [true]]);

  answerWith(() => connection(RESUMED).answer);
  first.end();
  await pass(200);

  expect(asked.map(({ lastEventId, token }) => [lastEventId, token])).toEqual([
    [null, "Bearer token-1"],
    ["2-3:3:", "Bearer token-2"],
  ]);
  expect([heard, states]).toEqual([["reset", "batch"], [true]]);
});

test("where it cannot be opened it says so, and is tried ever more rarely, at least every half minute", async () => {
  const { answerWith, pass, asked, states } = open();
  const first = connection(READY);
  answerWith(() => first.answer);
  await pass(0);
  answerWith(() => new Response("away", { status: 503 }));
  first.end();
  await pass(1_000);
  expect(states).toEqual([true, false]);
  await pass(600_000);

  expect(asked.length).toBeGreaterThan(20);
  expect(asked.length).toBeLessThan(30);
});

test("a page that is hidden holds no connection, and goes on when it is shown", async () => {
  const { answerWith, pass, asked, show, states } = open();
  answerWith(() => connection(READY).answer);
  await pass(0);

  show(false);
  await pass(60_000);
  expect([asked.length, asked[0]?.signal.aborted]).toEqual([1, true]);
  show(true);
  await pass(0);

  expect(asked.map(({ lastEventId }) => lastEventId)).toEqual([null, "1-2:2:"]);
  expect(states).toEqual([true]);
});

test("a connection on which nothing comes any more, not even heartbeats, is given up", async () => {
  const { answerWith, pass, asked } = open();
  answerWith(() => connection(READY).answer);
  await pass(44_000);
  expect(asked[0]?.signal.aborted).toBe(false);
  await pass(2_000);

  expect([asked[0]?.signal.aborted, asked.length]).toEqual([true, 2]);
});

test("it ends soon after nobody listens, and no sooner", async () => {
  const { answerWith, pass, asked, stop } = open();
  answerWith(() => connection(READY).answer);
  await pass(0);
  stop();
  await pass(1_900);
  expect(asked[0]?.signal.aborted).toBe(false);
  await pass(200);

  expect([asked[0]?.signal.aborted, asked.length]).toEqual([true, 1]);
});
