import type { EventWords } from "../events/describe-event.ts";
import { countWords } from "./count-words.ts";
import { digestDetails, digestTitle } from "./digest-title.ts";

/** Something that a digest tells in words. */
export interface DigestLine extends EventWords {
  occurredAt: Date;
  /** Of the app in a shop's admin; null when there is no page to look at. */
  page: string | null;
}

const LONGEST_TEXT = 600;

/** A digest as a person reads it: how much of what, the most important in words, and where the rest is. */
export function writeDigest(details: unknown, lines: readonly DigestLine[], inbox: string | null): EventWords {
  const told = digestDetails.safeParse(details).data;
  const zone = told?.timeZone ?? "UTC";
  const counts = told?.counts ?? {};
  const left = Object.values(counts).reduce((sum, count) => sum + count, 0) - lines.length;
  const parts = [
    told === undefined ? "" : `What happened until ${moment(new Date(told.until), zone)} (${zone}):`,
    countWords(counts)
      .map((words) => `- ${words}`)
      .join("\n"),
    ...lines.map((line) => lineWords(line, zone)),
    left > 0 ? `And ${left} more.` : "",
    inbox === null ? "All of it is in the notifications of the app." : `All of it: ${inbox}`,
  ];
  return { title: digestTitle(details), text: parts.filter((part) => part !== "").join("\n\n") };
}

function lineWords({ title, text, occurredAt, page }: DigestLine, zone: string): string {
  const words = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
  const where = page === null ? "" : ` · ${page}`;
  return `${title}\n${words}\n${moment(occurredAt, zone)}${where}`;
}

/** The zone was checked when it was entered; one that is gone since is not worth a message. */
function moment(at: Date, timeZone: string): string {
  try {
    return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone }).format(at);
  } catch {
    return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  }
}
