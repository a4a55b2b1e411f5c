import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { manualClock, type SimulatorClock, systemClock } from "./clock.ts";
import { parseFidelity } from "./fidelity.ts";
import type { LedgerMode } from "./options.ts";
import { parseShopOptions, type SimulatorOptions } from "./simulator.ts";
import { readAppConfiguration, simulatorOptionsOf } from "./webhooks/subscribing/app-configuration.ts";

export const usage = `npm run simulator -- --port 4600 --shops shops.json [options]

Serves simulated Shopify shops over HTTP, until Ctrl-C. What they keep is lost then.

  --port P              port to listen at; 0 = any free one
  --shops FILE          JSON list of shops: [{ "domain": "alpha.myshopify.com", "plan": "plus" }, ...]
  --host H              address to listen at (127.0.0.1)
  --client-id ID        the app's client id (that of --app-toml, else simulated-client-id)
  --client-secret TEXT  the app's client secret (simulated-client-secret)
  --app-toml FILE       the app's shopify.app.toml: its webhook subscriptions, scopes and address
  --proxy               open a way in under Shopify's own host names too, and say which variables an app needs for it
  --webhook-target URL  where the app is; without it webhooks wait in the simulator
  --install             install the app in all shops from the start
  --latency-ms N        milliseconds that every answer of the Admin API takes (0)
  --fidelity FILE       JSON with settings of switches: { "parallelProductWrites": "refuse", ... }
  --ledger full|hashes  hashes: counts and one number for each identity only, for millions of writes (full)
  --clock system|manual manual: time stands still until POST /__control/clock moves it (system)
  --help                this text

GET /__control lists the ways to look into the simulator and to turn its knobs.
`;

export interface CommandLine {
  port: number;
  host: string;
  isInstalled: boolean;
  hasProxy: boolean;
  options: SimulatorOptions;
  /** What the app's configuration asks for and the simulator never does. */
  notSimulated: readonly string[];
}

/** Thrown for a command line that makes no sense; the message says what is wrong. */
export class UsageError extends Error {}

const flags = {
  port: { type: "string" },
  shops: { type: "string" },
  host: { type: "string", default: "127.0.0.1" },
  "client-id": { type: "string" },
  "client-secret": { type: "string", default: "simulated-client-secret" },
  "app-toml": { type: "string" },
  "webhook-target": { type: "string" },
  install: { type: "boolean", default: false },
  proxy: { type: "boolean", default: false },
  "latency-ms": { type: "string", default: "0" },
  fidelity: { type: "string" },
  ledger: { type: "string", default: "full" },
  clock: { type: "string", default: "system" },
  help: { type: "boolean", default: false },
} as const;

/** Reads the command line; null when only the help was asked for. @throws UsageError */
export function readCommandLine(args: readonly string[]): CommandLine | null {
  const values = parse(args);
  if (values.help) return null;
  if (values.port === undefined) throw new UsageError("Say where to listen: --port 4600.");
  if (values.shops === undefined) throw new UsageError("Say which shops there are: --shops shops.json.");
  const app = values["app-toml"] === undefined ? null : readApp(values["app-toml"]);
  const latencyMs = wholeNumber("latency-ms", values["latency-ms"], 600_000);
  const target = values["webhook-target"];
  if (target !== undefined && !/^https?:\/\//.test(target)) {
    throw new UsageError(
      `--webhook-target takes the address of the app, such as http://127.0.0.1:3000, not "${target}".`,
    );
  }
  return {
    port: wholeNumber("port", values.port, 65_535),
    host: values.host,
    isInstalled: values.install,
    hasProxy: values.proxy,
    notSimulated: app?.notSimulated ?? [],
    options: {
      ...(app ? simulatorOptionsOf(app) : {}),
      clientId: values["client-id"] ?? app?.clientId ?? "simulated-client-id",
      clientSecret: values["client-secret"],
      shops: readJson("shops", values.shops, parseShopOptions),
      clock: clockNamed(values.clock),
      ledger: ledgerNamed(values.ledger),
      latency: { mutationMs: latencyMs, queryMs: latencyMs },
      fidelity: values.fidelity === undefined ? {} : readJson("fidelity", values.fidelity, parseFidelity),
      ...(target === undefined ? {} : { webhookTarget: target }),
    },
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(flag: string, text: string, most: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number <= most) return number;
  throw new UsageError(`--${flag} takes a whole number from 0 to ${most}, not "${text}".`);
}

function clockNamed(name: string): SimulatorClock {
  if (name === "manual") return manualClock();
  if (name === "system") return systemClock();
  throw new UsageError(`--clock takes system or manual, not "${name}".`);
}

function ledgerNamed(name: string): LedgerMode {
  if (name === "full" || name === "hashes") return name;
  throw new UsageError(`--ledger takes full or hashes, not "${name}".`);
}

function readApp(file: string): ReturnType<typeof readAppConfiguration> {
  try {
    return readAppConfiguration(file);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readJson<Value>(flag: string, file: string, check: (value: unknown) => Value): Value {
  try {
    return check(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : error.message;
    throw new UsageError(`The file of --${flag}, ${file}, cannot be used: ${reason}`);
  }
}
