import { readCommandLine, usage, UsageError } from "./command-line.ts";
import { openWayOut } from "./network/way-out.ts";
import { startSimulatorServer } from "./server.ts";
import { createSimulator } from "./simulator.ts";

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function serve(): Promise<void> {
  const line = readCommandLine(process.argv.slice(2));
  if (line === null) {
    process.stdout.write(usage);
    return;
  }
  const simulator = createSimulator(line.options);
  if (line.isInstalled) for (const shop of simulator.shops()) simulator.installApp(shop.domain);
  for (const what of line.notSimulated) say(`Not simulated, though the app's configuration asks for it: ${what}.`);
  const server = await startSimulatorServer(simulator, { port: line.port, host: line.host });
  const wayOut = line.hasProxy ? await openWayOut(simulator) : null;
  if (wayOut) {
    const variables = Object.entries(wayOut.environment).map(([name, value]) => `${name}=${value}`);
    say(`An app with these variables finds the shops at https://<shop>.myshopify.com: ${variables.join(" ")}`);
  }
  say(`The simulator listens at ${server.url}; ${server.url}/__control lists its controls.`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      simulator.close();
      void server.close();
      void wayOut?.close();
    });
  }
}

try {
  await serve();
} catch (error) {
  if (!(error instanceof Error)) throw error;
  say(error instanceof UsageError ? `${error.message} (--help tells more)` : error.message);
  process.exitCode = 1;
}
