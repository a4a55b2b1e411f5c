import { useEffect, useRef, useState } from "react";
import type { SettledAdoptions } from "#app/http/reconciliation/settle-adoptions.server.ts";
import type { AskedSelection } from "./adoption-decisions.tsx";

interface Confirmed {
  confirmed: number;
  refused: number;
  underWay: number;
}

const NOTHING: Confirmed = { confirmed: 0, refused: 0, underWay: 0 };

/**
 * Confirms a selection of whatever size: one request links so many at most, so it is sent again while some are left.
 * What has been linked stays linked when somebody leaves the page meanwhile.
 */
export function useConfirming(done: SettledAdoptions | null, refusal: string | null, send: (body: object) => void) {
  const [selection, setSelection] = useState<AskedSelection | null>(null);
  const [total, setTotal] = useState(NOTHING);
  const [counted, setCounted] = useState<SettledAdoptions | null>(null);
  if (done !== null && done !== counted && done.done === "confirmed") {
    setCounted(done);
    setTotal({
      confirmed: total.confirmed + done.confirmed,
      refused: total.refused + done.refused,
      underWay: done.underWay,
    });
  }
  if (refusal !== null && selection !== null) setSelection(null);
  const answered = useRef<SettledAdoptions | null>(null);
  useEffect(() => {
    if (selection === null || done?.done !== "confirmed" || answered.current === done) return;
    answered.current = done;
    if (done.isMore) send({ intent: "confirm", selection });
    else setSelection(null);
  }, [done, selection, send]);
  return {
    total,
    isConfirming: selection !== null,
    confirm: (asked: AskedSelection) => {
      setTotal(NOTHING);
      setSelection(asked);
      send({ intent: "confirm", selection: asked });
    },
  };
}
