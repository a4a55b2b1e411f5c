import { useAppBridge } from "@shopify/app-bridge-react";
import { useEffect, useState } from "react";
import { openStream } from "./open-stream.ts";

/** Time from a loader's reading to a page that listens. */
const UNHEARD_MS = 5_000;

interface LiveNews {
  /** While it is not, a page has to ask again by itself. */
  isOpen: boolean;
  /** Grows with everything of these topics that happens. */
  news: number;
}

/** Listens for what happens; topics joined by a space, so that equal ones are equal. Empty: for nothing. */
export function useLiveNews(topics: string): LiveNews {
  const shopify = useAppBridge();
  const [live, setLive] = useState<LiveNews>({ isOpen: false, news: 0 });
  useEffect(() => {
    if (topics === "") return;
    const heard = ["reset", ...topics.split(" ")];
    const note = () => setLive(({ isOpen, news }) => ({ isOpen, news: news + 1 }));
    const opened = openStream(() => shopify.idToken());
    const stop = opened.listen({
      onNews: (topic) => heard.includes(topic) && note(),
      onOpen: (isOpen) => setLive(({ news }) => ({ isOpen, news })),
    });
    if (opened.hasTold(heard, Date.now() - UNHEARD_MS)) note();
    return stop;
  }, [topics, shopify]);
  return live;
}
