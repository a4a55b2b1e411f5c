import { useEffect, useState } from "preact/hooks";
import type { ProductBlockAnswer } from "../../../app/http/extensions/product-block-answer.ts";
import { askState } from "./ask-app.ts";
import { say } from "./texts.ts";

/** What the block knows of its product. */
interface Seen {
  /** Null until the app has answered. */
  answer: ProductBlockAnswer | null;
  /** Why the latest question was not answered. What was known before stays. */
  problem: string | null;
  /** When to look again while the product is under way. */
  nextLookMs: number;
}

const FIRST_LOOK_MS = 3_000;
const RAREST_LOOK_MS = 60_000;

const asFirst = () => ({ nextLookMs: FIRST_LOOK_MS });

/** Looks at once, again whenever it is asked to, and ever more rarely by itself while the product is under way. */
export function useProductState(shopifyProductId: string | undefined) {
  const [seen, setSeen] = useState<Seen>({ answer: null, problem: null, nextLookMs: FIRST_LOOK_MS });
  const [asked, setAsked] = useState(asFirst);

  useEffect(() => {
    let isWanted = true;
    const look = async () => {
      const told =
        shopifyProductId === undefined ? { problem: say("problem.noProduct") } : await askState(shopifyProductId);
      if (!isWanted) return;
      setSeen((before) =>
        "answer" in told ? { ...asked, ...told, problem: null } : { ...asked, answer: before.answer, ...told },
      );
    };
    void look();
    return () => {
      isWanted = false;
    };
  }, [shopifyProductId, asked]);

  useEffect(() => {
    if (!isUnderWay(seen)) return;
    const lookAgain = () => setAsked({ nextLookMs: Math.min(seen.nextLookMs * 2, RAREST_LOOK_MS) });
    const timer = setTimeout(lookAgain, seen.nextLookMs);
    return () => clearTimeout(timer);
  }, [seen]);

  return { seen, look: () => setAsked(asFirst()) };
}

function isUnderWay({ answer }: Seen): boolean {
  const status = answer?.state?.latestUpload?.status;
  return status === "PENDING" || status === "PROCESSING";
}
