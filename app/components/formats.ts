const counts = new Intl.NumberFormat("en");

/** 12345 -> "12,345". One language on server and browser, so that hydration finds the same text. */
export const formatCount = (count: number): string => counts.format(count);

/** "1 product", "12,345 products". */
export const formatCountOf = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** 0.9876 -> "98.7 %"; rounds down, so that 100 % means all. */
export function formatShare(share: number | null): string {
  if (share === null) return "–";
  return `${Math.floor(share * 1000) / 10} %`;
}

/** "less than a minute", "about 3 min", "about 2 h 10 min": for times to come, which are never exact. */
export function formatAbout(seconds: number): string {
  if (seconds < 60) return "less than a minute";
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `about ${minutes} min`;
  return `about ${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** "8 s", "2 min 5 s", "3 h 12 min". */
export function formatDuration(seconds: number | null): string {
  if (seconds === null) return "–";
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
