import { expect, onTestFinished, test, vi } from "vitest";
import { sampleAnswer, sampleState, sampleUpload, showBlock } from "./shown-block.ts";

// A file of its own: effects that another test has left to the next real frame would keep those of this one waiting.
test("looks by itself while the product is under way, ever more rarely, and ends with the upload", async () => {
  onTestFinished(() => void vi.useRealTimers());
  // Preact runs effects after the next frame, which is of this time, too.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "requestAnimationFrame", "cancelAnimationFrame"] });
  const underWay = {
    body: sampleAnswer({ state: sampleState({ latestUpload: sampleUpload({ status: "PROCESSING" }) }) }),
  };
  const { asked, text } = await showBlock({ shown: [underWay, underWay, underWay, { body: sampleAnswer() }] });
  const looksAfter = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms);
    return asked.length;
  };

  const looks = [];
  for (const seconds of [1, 1, 2, 4, 4, 8, 600]) looks.push(await looksAfter(seconds * 1000));

  expect(looks).toEqual([1, 1, 2, 2, 3, 3, 4]);
  expect(text()).toMatch(/Uploaded/);
});
