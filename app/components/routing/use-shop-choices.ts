import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import { shopChoiceId } from "#app/domain/stores/routing/route-settings.ts";
import type { FoundCollections, ShopAnswer, ShopChoices } from "#app/domain/stores/routing/shop-choices.server.ts";
import { useTexts } from "../texts/use-texts.tsx";
import type { Polled } from "../use-polled.ts";

export interface KnownShop {
  /** Null before the first answer. */
  answer: ShopAnswer<ShopChoices> | null;
  isAsking: boolean;
  /** Of the newest search; null without one. */
  found: ShopAnswer<FoundCollections> | null;
  isSearching: boolean;
  ask: (ids: readonly string[]) => void;
  search: (text: string) => void;
}

/** Asks a shop what a route can name in it, once when the settings open, and for what somebody searches. */
export function useShopChoices(storeId: string, ids: readonly string[]): KnownShop {
  const t = useTexts();
  const opening = useFetcher<Polled<ShopAnswer<ShopChoices>>>();
  const searching = useFetcher<Polled<ShopAnswer<FoundCollections>>>();
  const [text, setText] = useState("");
  const [openingUrl] = useState(() => choicesUrl(storeId, ids));
  const { load } = opening;
  useEffect(() => load(openingUrl), [load, openingUrl]);
  const read = <Told>(data: Polled<ShopAnswer<Told>> | undefined): ShopAnswer<Told> | null => {
    if (data === undefined) return null;
    return data.isOffline ? { told: null, unreadBecause: t("Catalog Relay could not be reached.") } : data.seen;
  };
  return {
    answer: read(opening.data),
    isAsking: opening.state !== "idle" || opening.data === undefined,
    found: text === "" ? null : read(searching.data),
    isSearching: text !== "" && searching.state !== "idle",
    ask: (now) => load(choicesUrl(storeId, now)),
    search(wanted) {
      setText(wanted);
      if (wanted !== "") searching.load(`/app/routing/collections?${new URLSearchParams({ storeId, text: wanted })}`);
    },
  };
}

/** What is typed and no id asks for nothing: saving says what is wrong with it. */
function choicesUrl(storeId: string, ids: readonly string[]): string {
  const asked = ids.filter((id) => shopChoiceId.safeParse(id).success);
  return `/app/routing/choices?${new URLSearchParams({ storeId, ids: asked.join(",") })}`;
}
