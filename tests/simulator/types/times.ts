/** A DateTime as Shopify answers it: to the second, in UTC. */
export function dateTime(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}
