/** Where in the app an event is looked at; null when there is no page of it. */
export function subjectPage({ type, id }: { type: string; id: string }, storeIds: readonly string[]): string | null {
  switch (type) {
    case "batch":
      return `/app/batches/${id}`;
    case "inventory-run":
      return `/app/inventory/${id}`;
    case "reconciliation-run":
      return storeIds[0] === undefined ? null : `/app/reconciliation/${storeIds[0]}`;
    case "store":
      return "/app/stores";
    default:
      return null;
  }
}
