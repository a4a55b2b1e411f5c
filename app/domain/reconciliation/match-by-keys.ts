/** One property by which two sides may be told to be the same; null says nothing. */
export interface MatchKey<Ours, Theirs> {
  ofOurs(one: Ours): string | null;
  ofTheirs(one: Theirs): string | null;
}

export interface KeyMatches<Ours, Theirs> {
  matched: { ours: Ours; theirs: Theirs }[];
  left: Ours[];
  /** Of what is left, those that share a key with something that is free, and with what: not told apart, never guessed. */
  ambiguous: { ours: Ours; theirs: Theirs[] }[];
}

/**
 * Matches two lists by the first key that tells them apart: exactly one of each side has its value among what is left.
 * What one key has told apart may leave another key with one of each side, so it goes on as long as anything is found.
 */
export function matchByKeys<Ours, Theirs>(
  ours: readonly Ours[],
  theirs: readonly Theirs[],
  keys: readonly MatchKey<Ours, Theirs>[],
): KeyMatches<Ours, Theirs> {
  const matched: KeyMatches<Ours, Theirs>["matched"] = [];
  const free = new Set(theirs);
  let left = [...ours];
  for (let before = -1; before !== left.length;) {
    before = left.length;
    for (const key of keys) {
      const found = matchOnce(left, free, key);
      matched.push(...found);
      const isMatched = new Set(found.map((match) => match.ours));
      for (const match of found) free.delete(match.theirs);
      left = left.filter((one) => !isMatched.has(one));
    }
  }
  return { matched, left, ambiguous: findAmbiguous(left, free, keys) };
}

function matchOnce<Ours, Theirs>(
  left: readonly Ours[],
  free: ReadonlySet<Theirs>,
  key: MatchKey<Ours, Theirs>,
): { ours: Ours; theirs: Theirs }[] {
  const theirsByKey = Map.groupBy(free, (one) => key.ofTheirs(one));
  const oursByKey = Map.groupBy(left, (one) => key.ofOurs(one));
  return [...oursByKey].flatMap(([value, [one, ...others]]) => {
    const [theirs, ...rivals] = value === null ? [] : (theirsByKey.get(value) ?? []);
    const isUnambiguous = others.length === 0 && rivals.length === 0;
    return one !== undefined && theirs !== undefined && isUnambiguous ? [{ ours: one, theirs }] : [];
  });
}

function findAmbiguous<Ours, Theirs>(
  left: readonly Ours[],
  free: ReadonlySet<Theirs>,
  keys: readonly MatchKey<Ours, Theirs>[],
): { ours: Ours; theirs: Theirs[] }[] {
  const indices = keys.map((key) => ({ key, theirs: Map.groupBy(free, (one) => key.ofTheirs(one)) }));
  return left.flatMap((one) => {
    const candidates = indices.flatMap(({ key, theirs }) => {
      const value = key.ofOurs(one);
      return value === null ? [] : (theirs.get(value) ?? []);
    });
    return candidates.length === 0 ? [] : [{ ours: one, theirs: [...new Set(candidates)] }];
  });
}
