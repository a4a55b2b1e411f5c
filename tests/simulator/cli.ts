import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { startSimulatorServer } from "./server.ts";
import { createSimulator, parseShopOptions, type ShopOptions } from "./simulator.ts";

const usage =
  "node tests/simulator/cli.ts --port 4600 --shops shops.json [--host 127.0.0.1] [--client-id ID] [--client-secret SECRET] [--webhook-target URL]";

function readShops(file: string): ShopOptions[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new Error(`The file of shops ${file} cannot be read: ${error instanceof Error ? error.message : ""}`, {
      cause: error,
    });
  }
  try {
    return parseShopOptions(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : "";
    throw new Error(`The file of shops ${file} is not a list of shops: ${reason}`, { cause: error });
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string" },
      host: { type: "string", default: "127.0.0.1" },
      shops: { type: "string" },
      "client-id": { type: "string", default: "simulated-client-id" },
      "client-secret": { type: "string", default: "simulated-client-secret" },
      "webhook-target": { type: "string" },
    },
  });
  const port = Number(values.port);
  if (!values.port || !Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`--port must be a port number. ${usage}`);
  }
  if (!values.shops) throw new Error(`--shops must name a JSON file with the shops. ${usage}`);
  const target = values["webhook-target"];
  const simulator = createSimulator({
    clientId: values["client-id"],
    clientSecret: values["client-secret"],
    shops: readShops(values.shops),
    ...(target === undefined ? {} : { webhookTarget: target }),
  });
  const server = await startSimulatorServer(simulator, { port, host: values.host });
  process.stderr.write(`The simulator listens at ${server.url}; ${server.url}/__control lists its controls.\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      simulator.close();
      void server.close();
    });
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
