import { useSyncExternalStore } from "react";

interface LocalTimeProps {
  at: Date | null;
  /** Shown when there is no time yet. */
  absent?: string;
  hasSeconds?: boolean;
  /** IANA name of the zone to tell it in; the viewer's own when absent. */
  timeZone?: string;
}

const subscribeToNothing = () => () => {};

/** A moment in the viewer's language and time zone; before hydration in UTC, as the server cannot know them. */
export function LocalTime({ at, absent = "–", hasSeconds = false, timeZone }: LocalTimeProps) {
  const isHydrated = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );
  if (at === null) return <>{absent}</>;
  const iso = at.toISOString();
  const text = isHydrated
    ? new Intl.DateTimeFormat(undefined, {
        dateStyle: "medium",
        timeStyle: hasSeconds ? "medium" : "short",
        ...(timeZone === undefined ? {} : { timeZone }),
      }).format(at)
    : `${iso.slice(0, hasSeconds ? 19 : 16).replace("T", " ")} UTC`;
  return <time dateTime={iso}>{text}</time>;
}
