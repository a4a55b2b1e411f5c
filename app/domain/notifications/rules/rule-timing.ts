import { isTimeZone, localRunsAround } from "#app/domain/next-local-run.ts";
import type { FieldProblem } from "#app/platform/errors.ts";
import { isForPeople, URGENT_KINDS, type Channel } from "../events/event-kinds.ts";

/** Local times, `HH:MM`, between which messages wait. */
export interface QuietHours {
  from: string;
  until: string;
  /** Whether what is urgent comes in them, too. */
  letsUrgentThrough: boolean;
}

/** When a rule tells what happened. */
export interface RuleTiming {
  /** Local time of the daily digest, `HH:MM`; null: everything is told at once. */
  digestAt: string | null;
  quietHours: QuietHours | null;
  /** IANA name of the zone of these times. */
  timeZone: string | null;
}

export const AT_ONCE: RuleTiming = { digestAt: null, quietHours: null, timeZone: null };

/** What is absent stays. */
export const mergeTiming = (
  known: RuleTiming,
  {
    digestAt = known.digestAt,
    quietHours = known.quietHours,
    timeZone = known.timeZone,
  }: { [Name in keyof RuleTiming]?: RuleTiming[Name] | undefined },
): RuleTiming => ({ digestAt, quietHours, timeZone });

/** What of it is another than before. */
export function changedTiming(known: RuleTiming, { digestAt, quietHours, timeZone }: RuleTiming) {
  const isQuietSame = JSON.stringify(quietHours) === JSON.stringify(known.quietHours);
  return {
    ...(digestAt === known.digestAt ? {} : { digestAt }),
    ...(isQuietSame ? {} : { quietHours: quietHours === null ? null : { ...quietHours } }),
    ...(timeZone === known.timeZone ? {} : { timeZone }),
  };
}

/** What makes no sense for a rule of this channel, by field. */
export function problemsOfTiming(channel: Channel, { digestAt, quietHours, timeZone }: RuleTiming): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const isTimed = digestAt !== null || quietHours !== null;
  if (isTimed && !isForPeople(channel)) {
    const message = "Programs are told at once. A digest or quiet hours are for people: by e-mail or Slack.";
    if (digestAt !== null) problems.push({ field: "digestAt", message });
    if (quietHours !== null) problems.push({ field: "quietHours", message });
    return problems;
  }
  if (isTimed && timeZone === null)
    problems.push({ field: "timeZone", message: "Say in which time zone, for example Europe/Berlin." });
  if (quietHours !== null && quietHours.from === quietHours.until)
    problems.push({ field: "quietHours", message: "Quiet hours end at another time than they begin." });
  return problems;
}

interface NextDigestInput {
  /** As it was before a change; null for a new rule. */
  known: { timing: RuleTiming; nextDigestAt: Date | null } | null;
  wanted: { timing: RuleTiming; isEnabled: boolean };
  now: Date;
}

/**
 * When the next digest is written; null when there is none to come. One that is due already stays due, so that a change
 * does not take a day's digest away.
 */
export function planNextDigest({ known, wanted: { timing, isEnabled }, now }: NextDigestInput): Date | null {
  const { digestAt, timeZone } = timing;
  if (!isEnabled || digestAt === null) return null;
  if (known !== null && known.nextDigestAt !== null) {
    const isSame = digestAt === known.timing.digestAt && timeZone === known.timing.timeZone;
    if (isSame || known.nextDigestAt <= now) return known.nextDigestAt;
  }
  return new Date(digestsAround(now, { digestAt, timeZone }).next.atMs);
}

/** The last digest that was due and the next one: one on every day of the rule's zone, of 23, 24 or 25 hours. */
export const digestsAround = (
  now: Date,
  { digestAt, timeZone }: { digestAt: string; timeZone: string | null },
): ReturnType<typeof localRunsAround> =>
  localRunsAround(now.getTime(), { at: digestAt, timeZone: knownZone(timeZone) });

/** When the quiet hours end that are now; null when none are. */
export function quietUntil(now: Date, { quietHours, timeZone }: RuleTiming): Date | null {
  if (quietHours === null) return null;
  const zone = knownZone(timeZone);
  const begun = localRunsAround(now.getTime(), { at: quietHours.from, timeZone: zone }).last.atMs;
  const ends = localRunsAround(now.getTime(), { at: quietHours.until, timeZone: zone });
  return begun > ends.last.atMs ? new Date(ends.next.atMs) : null;
}

/** Until when quiet hours hold a message of this kind; null when they do not. */
export const heldUntil = (timing: RuleTiming, kind: string, now: Date): Date | null =>
  timing.quietHours?.letsUrgentThrough === true && URGENT_KINDS.some((urgent) => urgent === kind)
    ? null
    : quietUntil(now, timing);

/** Zones are renamed now and then; a rule goes on without its own. */
const knownZone = (timeZone: string | null): string => (timeZone !== null && isTimeZone(timeZone) ? timeZone : "UTC");
