import type { Overview, OverviewStore } from "#app/http/home/overview.server.ts";
import { formatCount, formatCountOf } from "../formats.ts";

/** Something that waits for a person, and where to go for it. */
export interface Matter {
  key: string;
  tone: "critical" | "warning" | "info";
  text: string;
  action: string;
  url: string;
}

type Told = Pick<
  Overview,
  "waiting" | "countedUpTo" | "stores" | "batches" | "causes" | "failureDays" | "forPerson" | "undelivered"
>;

/** What waits for a person: what has stopped first, what merely waits last. */
export function mattersOf(told: Told): Matter[] {
  const matters = [
    ...told.stores.flatMap(ofStore),
    ...ofBrakes(told),
    ...ofBatches(told),
    ...ofFailures(told),
    ...ofDecisions(told),
  ];
  const order = ["critical", "warning", "info"];
  return matters.toSorted((one, other) => order.indexOf(one.tone) - order.indexOf(other.tone));
}

function ofStore({ id, name, status, pausedAt, heldUntil, statusReason, createsParkedUntil }: OverviewStore): Matter[] {
  const tell = (what: string, tone: Matter["tone"], text: string): Matter[] => [
    { key: `${what}-${id}`, tone, text, action: "See store", url: "/app/stores" },
  ];
  if (status === "UNINSTALLED") return [];
  if (status === "RECONNECT_REQUIRED")
    return tell("reconnect", "critical", `${name} has to be connected again before anything can be uploaded to it.`);
  if (pausedAt !== null) return tell("paused", "warning", `${name} is paused. Its uploads wait until it is resumed.`);
  if (heldUntil !== null)
    return tell(
      "held",
      "warning",
      `${name}: ${statusReason ?? "Shopify does not answer for this shop."} Its uploads go on by themselves.`,
    );
  if (createsParkedUntil !== null)
    return tell(
      "parked",
      "warning",
      `${name} has reached Shopify’s daily limit of new variants. New products wait, updates go on.`,
    );
  return [];
}

const ofBrakes = ({ stores, forPerson }: Told): Matter[] => [
  ...stores.flatMap(({ id, name, stock }) =>
    stock === null || stock.stoppedRunId === null
      ? []
      : [
          {
            key: `stock-brake-${id}`,
            tone: "critical" as const,
            text: `${name}: a stock sync stopped before it set anything.`,
            action: "Decide",
            url: `/app/inventory/${stock.stoppedRunId}`,
          },
        ],
  ),
  ...forPerson.brakes.map(({ storeId, storeName }) => ({
    key: `gone-brake-${storeId}`,
    tone: "critical" as const,
    text: `${storeName}: so many products seem to be gone that none is called gone without you.`,
    action: "Decide",
    url: `/app/reconciliation/${storeId}`,
  })),
];

const ofBatches = ({ batches }: Told): Matter[] =>
  batches.flatMap(({ id, name, completedAt, pausedAt, pauseReason }) =>
    completedAt !== null || pausedAt === null
      ? []
      : [
          {
            key: `paused-batch-${id}`,
            tone: "warning" as const,
            text: `${name} is paused${pauseReason === null ? "." : `: ${pauseReason}`}`,
            action: "See batch",
            url: `/app/batches/${id}`,
          },
        ],
  );

function ofFailures({ causes, failureDays, undelivered, countedUpTo }: Told): Matter[] {
  const matters: Matter[] = [];
  const rows = causes.reduce((sum, cause) => sum + cause.rows, 0);
  if (rows > 0)
    matters.push({
      key: "failures",
      tone: "critical",
      text: `${formatCountOf(rows, "row")} of the last ${failureDays} days failed, for ${formatCountOf(causes.length, "cause")}.`,
      action: "See why",
      url: `/app/batches/${causes[0]?.batch.id}?status=FAILED`,
    });
  if (undelivered > 0)
    matters.push({
      key: "undelivered",
      tone: "warning",
      text: `${counted(undelivered, countedUpTo, "notification")} could not be delivered.`,
      action: "See messages",
      url: "/app/notifications/deliveries?state=FAILED",
    });
  return matters;
}

function ofDecisions({ forPerson, waiting, countedUpTo }: Told): Matter[] {
  const { findings, adoptions } = forPerson;
  const tell = (key: string, text: string, action: string, url: string): Matter => ({
    key,
    tone: "info",
    text,
    action,
    url,
  });
  return [
    ...(findings === 0
      ? []
      : [
          tell(
            "findings",
            `${counted(findings, countedUpTo, "difference")} between catalog and shops ${waits(findings)} for a decision.`,
            "Decide",
            "/app/reconciliation",
          ),
        ]),
    ...(adoptions === 0
      ? []
      : [
          tell(
            "adoptions",
            `${counted(adoptions, countedUpTo, "product")} of your shops may be products of the catalog.`,
            "Review",
            "/app/reconciliation",
          ),
        ]),
    ...(waiting === 0
      ? []
      : [
          tell(
            "waiting",
            `${counted(waiting, countedUpTo, "product")} ${waits(waiting)} for approval.`,
            "Review",
            "/app/approvals",
          ),
        ]),
  ];
}

const counted = (count: number, upTo: number, one: string): string =>
  count > upTo ? `More than ${formatCount(upTo)} ${one}s` : formatCountOf(count, one);

const waits = (count: number): string => (count === 1 ? "waits" : "wait");
