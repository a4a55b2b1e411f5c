import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";

/** One process of the product, started and ended by the rig. */
export interface ProductProcess {
  readonly name: string;
  readonly processId: number;
  /** Everything it has written so far, without the prefix that stderr shows. */
  log(): string;
  isRunning(): boolean;
  /** Resolves when it has ended, with its exit code, or null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** SIGTERM, and SIGKILL when it has not ended in time. Answers whether SIGTERM was enough. */
  stop(deadlineSeconds?: number): Promise<boolean>;
  /** kill -9: what a crash of the machine does. */
  kill(): Promise<void>;
}

export type ShownLines = "everything" | "problems" | "nothing";

export interface ProductProcessOptions {
  /** Prefix of its lines on stderr. */
  readonly name: string;
  /** Arguments of `node`, e.g. `["jobs/worker.ts"]`. */
  readonly script: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Resolves to true once it serves; asked every 50 ms. */
  isReady(process: { log(): string }): boolean | Promise<boolean>;
  readonly readyDeadlineSeconds?: number;
  /** Which of its lines stderr shows; every line is collected. Problems: warnings, errors, and what is no log entry. */
  readonly shows?: ShownLines;
}

const CHECKOUT = path.resolve(import.meta.dirname, "../..");
const LOG_LINES_KEPT = 5_000;

/**
 * Starts a Node process of the product and waits until it is ready. It ends with this process, however long it takes.
 *
 * @throws Error with its last lines when it ends, or is not ready, before the deadline.
 */
export async function startProductProcess(options: ProductProcessOptions): Promise<ProductProcess> {
  const child = spawn(process.execPath, [...options.script], {
    cwd: CHECKOUT,
    env: { NODE_ENV: "production", PATH: process.env["PATH"], HOME: process.env["HOME"], ...options.environment },
    // A group of its own: Ctrl-C reaches the rig alone, which ends its processes in order.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines = collectLines(child, options);
  const killWithUs = () => child.kill("SIGKILL");
  process.once("exit", killWithUs);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      process.off("exit", killWithUs);
      resolve(code);
    });
  });
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const log = () => lines.join("\n");
  const product: ProductProcess = {
    name: options.name,
    processId: child.pid ?? 0,
    log,
    isRunning,
    ended,
    async stop(deadlineSeconds = 30) {
      if (!isRunning()) return true;
      child.kill("SIGTERM");
      const deadline = new AbortController();
      const late = pause(deadlineSeconds * 1_000, "late" as const, { signal: deadline.signal }).catch(
        () => "late" as const,
      );
      const isLate = (await Promise.race([ended, late])) === "late";
      deadline.abort();
      if (isLate) await product.kill();
      return !isLate;
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
  try {
    await waitUntilReady(product, options);
  } catch (error) {
    await product.kill();
    throw error;
  }
  return product;
}

async function waitUntilReady(product: ProductProcess, options: ProductProcessOptions): Promise<void> {
  const seconds = options.readyDeadlineSeconds ?? 60;
  const deadline = Date.now() + seconds * 1_000;
  while (!(await options.isReady(product))) {
    const trouble = product.isRunning() ? null : "ended";
    if (trouble === null && Date.now() < deadline) {
      await pause(50);
      continue;
    }
    const lastLines = product.log().split("\n").slice(-20).join("\n");
    throw new Error(`The ${product.name} process ${trouble ?? `was not ready within ${seconds} s`}:\n${lastLines}`);
  }
}

function collectLines(child: ChildProcess, options: ProductProcessOptions): string[] {
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      if (lines.length > LOG_LINES_KEPT) lines.shift();
      if (isShown(line, options.shows ?? "everything")) process.stderr.write(`[${options.name}] ${line}\n`);
    });
  }
  return lines;
}

function isShown(line: string, shows: ShownLines): boolean {
  if (shows !== "problems") return shows === "everything";
  const level = /^\{"level":(\d+)/.exec(line)?.[1];
  return level === undefined || Number(level) >= 40;
}

/** Asks an address once; false while nobody answers, or not with success. */
export async function answersWithSuccess(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    // Refused while the process is still starting.
    return false;
  }
}
