/** What somebody who looked could see: everything that was committed by then, as PostgreSQL's snapshot says it. */
export interface LiveCursor {
  lookedAt: Date;
  /** `xmin:xmax:xip,...` */
  snapshot: string;
  /** Transactions before this one had all ended. */
  endedBefore: bigint;
  /** This one and later ones had not begun. */
  begunBefore: bigint;
  /** Those between that were still open. */
  open: ReadonlySet<bigint>;
}

const CURSOR = /^(\d{1,15})-((\d{1,19}):(\d{1,19}):((?:\d{1,19}(?:,\d{1,19})*)?))$/;
/** Longer than any snapshot of a server with its usual number of connections. */
const LONGEST = 4_000;

export const writeCursor = ({ lookedAt, snapshot }: LiveCursor): string => `${lookedAt.getTime()}-${snapshot}`;

/** Null for what is no cursor of ours; whatever this takes, PostgreSQL takes too. */
export function parseCursor(text: string): LiveCursor | null {
  const [, time, snapshot, xmin, xmax, list] = (text.length <= LONGEST && CURSOR.exec(text)) || [];
  if (time === undefined || snapshot === undefined || xmin === undefined || xmax === undefined) return null;
  const endedBefore = BigInt(xmin);
  const begunBefore = BigInt(xmax);
  const open = list === undefined || list === "" ? [] : list.split(",").map(BigInt);
  const isInOrder = open.every((one, at) => one >= (at === 0 ? endedBefore : (open[at - 1] ?? 0n) + 1n));
  const isWithin = (open.at(-1) ?? 0n) < begunBefore;
  if (endedBefore < 1n || endedBefore > begunBefore || !isInOrder || !isWithin || begunBefore > LAST) return null;
  return { lookedAt: new Date(Number(time)), snapshot, endedBefore, begunBefore, open: new Set(open) };
}

const LAST = 2n ** 63n - 1n;

/** Whether what this transaction changed was to be seen at the cursor. */
export const hasSeen = ({ endedBefore, begunBefore, open }: LiveCursor, changedIn: bigint): boolean =>
  changedIn < endedBefore || (changedIn < begunBefore && !open.has(changedIn));
