import { parseArgs } from "node:util";
import { startRig } from "./rig.ts";
import { waitForEnd } from "./wait-for-end.ts";

const USAGE = "npm run dev -- [--fresh] [--port 4400] [--workers 1]";

const { values } = parseArgs({
  options: {
    fresh: { type: "boolean", default: false },
    port: { type: "string", default: "4400" },
    workers: { type: "string", default: "1" },
  },
});
const port = Number(values.port);
const workers = Number(values.workers);
if (!Number.isInteger(port) || port < 0 || port > 65_534 || !Number.isInteger(workers) || workers < 0) {
  throw new Error(`--port and --workers are whole numbers. ${USAGE}`);
}

const rig = await startRig({
  purpose: "dev",
  storage: "kept",
  isFresh: values.fresh,
  mode: "development",
  localPort: port,
  workers,
  simulator: {
    shops: [
      { domain: "north-goods.myshopify.com", name: "North Goods", currencyCode: "EUR", ianaTimezone: "Europe/Berlin" },
      { domain: "south-goods.myshopify.com", name: "South Goods", plan: "plus", locations: ["Shop", "Warehouse"] },
    ],
    latency: { mutationMs: 200, queryMs: 70 },
  },
});
process.stdout.write(
  `\nSimulated admin  ${rig.world.local?.adminOrigin ?? ""}/\n` +
    `Simulator        ${rig.controlUrl}\n` +
    `Database         ${rig.databaseUrl}\n\n` +
    "The simulated stores are empty at every start; the database is kept (--fresh empties it). Ctrl-C stops everything.\n\n",
);
process.exitCode = await waitForEnd(rig);
