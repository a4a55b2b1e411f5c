import { wholeNumber } from "../bench-options.ts";
import { defineBench, type BenchRun } from "../bench.ts";
import { calibrate } from "../calibration.ts";
import { median, ofRuns, percentile, round } from "../statistics.ts";
import { waitUntil } from "../wait-until.ts";
import { CLIENT_SECRET, openInboxWorld, type InboxWorld } from "./inbox-world.ts";
import { openSender } from "./sender.ts";
import { signedDeliveries } from "./signed-deliveries.ts";

const PACED_PER_SECOND = 500;
const WARM_UP_SECONDS = 2;
const HANDLED_WITHIN_SECONDS = 300;

/** What the inbox takes, beside the least that an inbox can be, and how soon it answers what a busy day brings. */
export const webhooksBench = defineBench({
  name: "webhooks",
  summary: "webhooks kept by one web process, beside a bare server that checks the signature and inserts one row",
  options: {
    connections: wholeNumber("connections that send at once", { byDefault: 64, least: 1, most: 1_000 }),
    seconds: wholeNumber("seconds of each round", { byDefault: 6, least: 1, most: 600 }),
    rounds: wholeNumber("rounds, each of ours and the bare server", { byDefault: 5, least: 1, most: 50 }),
    "paced-seconds": wholeNumber("seconds at 500 a second", { byDefault: 20, least: 1, most: 3_600 }),
  },
  prints: {
    connections: "connections that send at once; the next request of each goes when the one before is answered",
    perSecond: "deliveries a second that the web process keeps and acknowledges: median of the rounds",
    bareServerPerSecond: "the same by the bare server, one process too, in turns with ours: median",
    ratio: "perSecond / bareServerPerSecond, of the medians",
    p50MsAt500: "at 500 a second, with a worker that applies them: time to the answer, half of them",
    p99MsAt500: "the same, 99 of 100, from the moment at which each was due",
  },
  async run({ connections, seconds, rounds, "paced-seconds": pacedSeconds }, run) {
    const world = await openInboxWorld(run);
    const calibration = await calibrate(world.databaseUrl);
    const measured = await measureRounds(run, world, { connections, seconds, rounds });
    const paced = await measurePaced(run, world, { connections, pacedSeconds });
    const figures = {
      connections,
      ...ofRuns("perSecond", measured.ours),
      ...ofRuns("bareServerPerSecond", measured.bare),
      ratio: round(median(measured.ours) / median(measured.bare)),
      p50MsAt500: round(percentile(paced.latencies, 50)),
      p99MsAt500: round(percentile(paced.latencies, 99)),
      calibration,
    };
    return { figures, wrong: [...measured.wrong, ...paced.wrong] };
  },
});

interface Rounds {
  readonly connections: number;
  readonly seconds: number;
  readonly rounds: number;
}

async function measureRounds(run: BenchRun, world: InboxWorld, { connections, seconds, rounds }: Rounds) {
  const measured = { ours: [] as number[], bare: [] as number[], wrong: [] as string[] };
  const ours = await openSenderTo(run, world.webPort, connections);
  const bare = await openSenderTo(run, world.barePort, connections);
  const secret = CLIENT_SECRET;
  for (const sender of [ours, bare]) await sender.saturate(signedDeliveries(world.shops, secret), WARM_UP_SECONDS);
  for (let number = 1; number <= rounds; number += 1) {
    await world.empty();
    const sources = [signedDeliveries(world.shops, secret), signedDeliveries(world.shops, secret)] as const;
    const turns = [
      async () => measured.ours.push(await ours.saturate(sources[0], seconds)),
      async () => measured.bare.push(await bare.saturate(sources[1], seconds)),
    ];
    // Each is the first as often as the second: the tables are not emptied in between.
    for (const turn of number % 2 === 1 ? turns : turns.toReversed()) await turn();
    measured.wrong.push(
      ...(await expectCount(world, "webhook_deliveries", sources[0].sent)),
      ...(await expectCount(world, "bench_bare_deliveries", sources[1].sent)),
      ...(await expectJobs(world)),
    );
    run.say(
      `Round ${number}: ${round(measured.ours.at(-1) ?? 0)} a second kept by the web process, ` +
        `${round(measured.bare.at(-1) ?? 0)} by the bare server.`,
    );
  }
  return measured;
}

async function measurePaced(
  run: BenchRun,
  world: InboxWorld,
  { connections, pacedSeconds }: { connections: number; pacedSeconds: number },
): Promise<{ latencies: number[]; wrong: string[] }> {
  await world.empty();
  await world.startWorker();
  const sender = await openSenderTo(run, world.webPort, connections);
  const source = signedDeliveries(world.shops, CLIENT_SECRET);
  const latencies = await sender.pace(source, PACED_PER_SECOND, pacedSeconds);
  const wrong = await expectCount(world, "webhook_deliveries", source.sent);
  run.say(`${source.sent} sent at ${PACED_PER_SECOND} a second; waiting until all are handled …`);
  const isHandled = async () => (await countOf(world, "webhook_deliveries WHERE state <> 'HANDLED'")) === 0;
  await waitUntil(isHandled, {
    what: "all deliveries are handled",
    lookEveryMs: 100,
    deadlineSeconds: HANDLED_WITHIN_SECONDS,
  });
  return { latencies, wrong };
}

const openSenderTo = (run: BenchRun, port: number, connections: number) =>
  run.parts.open(
    () => openSender(port, connections),
    (sender) => sender.close(),
  );

async function countOf({ client }: InboxWorld, from: string): Promise<number> {
  const { rows } = await client.query<{ count: string }>(`SELECT count(*) AS count FROM ${from}`);
  return Number(rows[0]?.count);
}

async function expectCount(world: InboxWorld, table: string, sent: number): Promise<string[]> {
  const found = await countOf(world, table);
  return found === sent ? [] : [`${sent} deliveries were acknowledged, and ${table} has ${found}.`];
}

/** Each shop of which something is kept has a job that will apply it. */
async function expectJobs(world: InboxWorld): Promise<string[]> {
  const from = "pgboss.job WHERE name = 'webhooks.handle-deliveries' AND state = 'created'";
  const found = await countOf(world, from);
  return found === world.shops.length ? [] : [`${found} of ${world.shops.length} shops have a waiting job.`];
}
