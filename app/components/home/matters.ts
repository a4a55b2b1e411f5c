import type { Overview, OverviewStore } from "#app/http/home/overview.server.ts";
import type { Text, Texts } from "../texts/texts.ts";

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
export function mattersOf(t: Texts, told: Told): Matter[] {
  const matters = [
    ...told.stores.flatMap((store) => ofStore(t, store)),
    ...ofBrakes(t, told),
    ...ofBatches(t, told),
    ...ofFailures(t, told),
    ...ofDecisions(t, told),
  ];
  const order = ["critical", "warning", "info"];
  return matters.toSorted((one, other) => order.indexOf(one.tone) - order.indexOf(other.tone));
}

function ofStore(t: Texts, store: OverviewStore): Matter[] {
  const { id, name, status, pausedAt, heldUntil, statusReason, createsParkedUntil } = store;
  const tell = (what: string, tone: Matter["tone"], text: string): Matter[] => [
    { key: `${what}-${id}`, tone, text, action: t("See store"), url: "/app/stores" },
  ];
  if (status === "UNINSTALLED") return [];
  if (status === "RECONNECT_REQUIRED")
    return tell(
      "reconnect",
      "critical",
      t("{{name}} has to be connected again before anything can be uploaded to it.", { name }),
    );
  if (pausedAt !== null)
    return tell("paused", "warning", t("{{name}} is paused. Its uploads wait until it is resumed.", { name }));
  if (heldUntil !== null)
    return tell(
      "held",
      "warning",
      t("{{name}}: {{reason, said}} Its uploads go on by themselves.", {
        name,
        reason: statusReason ?? t("Shopify does not answer for this shop."),
      }),
    );
  if (createsParkedUntil !== null)
    return tell(
      "parked",
      "warning",
      t("{{name}} has reached Shopify’s daily limit of new variants. New products wait, updates go on.", { name }),
    );
  return [];
}

const ofBrakes = (t: Texts, { stores, forPerson }: Told): Matter[] => [
  ...stores.flatMap(({ id, name, stock }) =>
    stock === null || stock.stoppedRunId === null
      ? []
      : [
          {
            key: `stock-brake-${id}`,
            tone: "critical" as const,
            text: t("{{name}}: a stock sync stopped before it set anything.", { name }),
            action: t("Decide"),
            url: `/app/inventory/${stock.stoppedRunId}`,
          },
        ],
  ),
  ...forPerson.brakes.map(({ storeId, storeName }) => ({
    key: `gone-brake-${storeId}`,
    tone: "critical" as const,
    text: t("{{name}}: so many products seem to be gone that none is called gone without you.", { name: storeName }),
    action: t("Decide"),
    url: `/app/reconciliation/${storeId}`,
  })),
];

const ofBatches = (t: Texts, { batches }: Told): Matter[] =>
  batches.flatMap(({ id, name, completedAt, pausedAt, pauseReason }) =>
    completedAt !== null || pausedAt === null
      ? []
      : [
          {
            key: `paused-batch-${id}`,
            tone: "warning" as const,
            text:
              pauseReason === null
                ? t("{{name}} is paused.", { name })
                : t("{{name}} is paused: {{reason, said}}", { name, reason: pauseReason }),
            action: t("See batch"),
            url: `/app/batches/${id}`,
          },
        ],
  );

function ofFailures(t: Texts, { causes, failureDays, undelivered, countedUpTo }: Told): Matter[] {
  const counted = counter(t, countedUpTo);
  const matters: Matter[] = [];
  const rows = causes.reduce((sum, cause) => sum + cause.rows, 0);
  if (rows > 0)
    matters.push({
      key: "failures",
      tone: "critical",
      text: t("{{count, number}} row of the last {{days}} days failed, for {{causes}}.", {
        count: rows,
        days: failureDays,
        causes: t("{{count, number}} cause", { count: causes.length }),
      }),
      action: t("See why"),
      url: `/app/batches/${causes[0]?.batch.id}?status=FAILED`,
    });
  if (undelivered > 0)
    matters.push({
      key: "undelivered",
      tone: "warning",
      text: counted(
        undelivered,
        "{{count, number}} notification could not be delivered.",
        "More than {{value, number}} notifications could not be delivered.",
      ),
      action: t("See messages"),
      url: "/app/notifications/deliveries?state=FAILED",
    });
  return matters;
}

function ofDecisions(t: Texts, { forPerson, waiting, countedUpTo }: Told): Matter[] {
  const { findings, adoptions } = forPerson;
  const counted = counter(t, countedUpTo);
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
            counted(
              findings,
              "{{count, number}} difference between catalog and shops waits for a decision.",
              "More than {{value, number}} differences between catalog and shops wait for a decision.",
            ),
            t("Decide"),
            "/app/reconciliation",
          ),
        ]),
    ...(adoptions === 0
      ? []
      : [
          tell(
            "adoptions",
            counted(
              adoptions,
              "{{count, number}} product of your shops may be products of the catalog.",
              "More than {{value, number}} products of your shops may be products of the catalog.",
            ),
            t("Review"),
            "/app/reconciliation",
          ),
        ]),
    ...(waiting === 0
      ? []
      : [
          tell(
            "waiting",
            counted(
              waiting,
              "{{count, number}} product waits for approval.",
              "More than {{value, number}} products wait for approval.",
            ),
            t("Review"),
            "/app/approvals",
          ),
        ]),
  ];
}

/** Says how many there are, or, where they are counted no further, that there are more. */
const counter =
  (t: Texts, upTo: number) =>
  (count: number, said: Text, saidOfMore: Text): string =>
    count > upTo ? t(saidOfMore, { value: upTo }) : t(said, { count });
