import { useAppBridge } from "@shopify/app-bridge-react";
import { useEffect, useRef } from "react";
import { said } from "./texts/texts.ts";
import { useTexts } from "./texts/use-texts.tsx";

interface Refused {
  problem: { message: string };
}

type Done<Answer> = Exclude<Answer, Refused>;

/**
 * What came of what a page has sent: what was done is told in a toast, a refusal is handed back to be shown. Both are
 * gone while something is sent again.
 */
export function useAnswer<Answer extends object>(
  fetcher: { state: string; data: Answer | undefined },
  words: (done: Done<Answer>) => string | null,
): { isSending: boolean; done: Done<Answer> | null; refusal: string | null } {
  const shopify = useAppBridge();
  const t = useTexts();
  const isSending = fetcher.state !== "idle";
  const answer = isSending ? undefined : fetcher.data;
  const refusal = answer !== undefined && isRefusal(answer) ? said(t, answer.problem.message) : null;
  const done = answer !== undefined && isDone(answer) ? answer : null;
  const told = useRef<Done<Answer> | null>(null);
  useEffect(() => {
    if (done === null || told.current === done) return;
    told.current = done;
    const text = words(done);
    if (text !== null) shopify.toast.show(text);
  }, [done, shopify, words]);
  return { isSending, done, refusal };
}

const isRefusal = (answer: object): answer is Refused => "problem" in answer;

const isDone = <Answer extends object>(answer: Answer): answer is Done<Answer> => !isRefusal(answer);
