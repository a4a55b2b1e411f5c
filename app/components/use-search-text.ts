import { useEffect, useState } from "react";

/** A pause of this length ends a search word. */
const TYPING_MS = 300;

/**
 * What stands in a search field: follows the keys at once and asks when they pause. A word that comes from elsewhere
 * (the Back button, a cleared filter) replaces it; one that was asked for here never undoes what was typed meanwhile.
 */
export function useSearchText(asked: string, onAsk: (text: string) => void): [string, (text: string) => void] {
  const [text, setText] = useState(asked);
  const [known, setKnown] = useState(asked);
  const [sent, setSent] = useState(asked);
  if (known !== asked) {
    setKnown(asked);
    if (sent !== asked) {
      setSent(asked);
      setText(asked);
    }
  }
  const wanted = text.trim();
  useEffect(() => {
    if (wanted === sent) return;
    const timer = setTimeout(() => {
      setSent(wanted);
      onAsk(wanted);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  });
  return [text, setText];
}
