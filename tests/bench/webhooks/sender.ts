import { connect, type Socket } from "node:net";
import { once } from "node:events";
import type { DeliverySource } from "./signed-deliveries.ts";

/** Connections to a server that stay open, each with one request under way at a time. Cheaper than what it measures. */
export interface Sender {
  /** Sends one request after the other on every connection for so long. Answers how many were acknowledged a second. */
  saturate(source: DeliverySource, seconds: number): Promise<number>;
  /**
   * Sends so many a second for so long, whatever becomes of those before. Answers how long each took, from the moment at
   * which it was due.
   */
  pace(source: DeliverySource, perSecond: number, seconds: number): Promise<number[]>;
  close(): void;
}

const ACCEPTED = "HTTP/1.1 200 ";
const TICK_MS = 2;

/** @throws Error when an answer is another one than 200 without a body, or a connection ends. */
export async function openSender(port: number, connections: number): Promise<Sender> {
  const lines = await Promise.all(Array.from({ length: connections }, () => openLine(port)));
  return {
    async saturate(source, seconds) {
      let acknowledged = 0;
      const startedAt = performance.now();
      const endsAt = startedAt + seconds * 1_000;
      await Promise.all(
        lines.map(async (line) => {
          while (performance.now() < endsAt) {
            await line.send(source.next());
            acknowledged += 1;
          }
        }),
      );
      return acknowledged / ((performance.now() - startedAt) / 1_000);
    },
    async pace(source, perSecond, seconds) {
      const latencies: number[] = [];
      const free = [...lines];
      const waiting: number[] = [];
      const sending: Promise<void>[] = [];
      const sendNext = (): void => {
        const dueAt = waiting[0];
        const line = dueAt === undefined ? undefined : free.pop();
        if (dueAt === undefined || !line) return;
        waiting.shift();
        sending.push(
          line.send(source.next()).then(() => {
            latencies.push(performance.now() - dueAt);
            free.push(line);
            sendNext();
          }),
        );
      };
      const total = perSecond * seconds;
      const startedAt = performance.now();
      await new Promise<void>((resolve) => {
        let due = 0;
        const ticking = setInterval(() => {
          for (; due < total && startedAt + (due * 1_000) / perSecond <= performance.now(); due += 1) {
            waiting.push(startedAt + (due * 1_000) / perSecond);
            sendNext();
          }
          if (due < total) return;
          clearInterval(ticking);
          resolve();
        }, TICK_MS);
      });
      // Every one that ends may start another one that was due.
      for (let index = 0; index < total; index += 1) await sending[index];
      return latencies;
    },
    close: () => lines.forEach((line) => line.end()),
  };
}

interface Line {
  send(request: Buffer): Promise<void>;
  end(): void;
}

async function openLine(port: number): Promise<Line> {
  const socket: Socket = connect(port, "127.0.0.1");
  socket.setNoDelay(true);
  await once(socket, "connect");
  let answered: (() => void) | null = null;
  let failed: ((error: Error) => void) | null = null;
  let received = "";
  const fail = (error: Error): void => failed?.(error);
  socket.on("error", fail);
  socket.on("close", () => fail(new Error("The server closed a connection.")));
  socket.on("data", (chunk: Buffer) => {
    received += chunk.toString("latin1");
    if (!received.endsWith("\r\n\r\n")) return;
    const answer = received;
    received = "";
    if (answer.startsWith(ACCEPTED)) answered?.();
    else fail(new Error(`A delivery was answered: ${answer.split("\r\n")[0] ?? ""}`));
  });
  return {
    send: (request) =>
      new Promise<void>((resolve, reject) => {
        answered = resolve;
        failed = reject;
        socket.write(request);
      }),
    end: () => socket.destroy(),
  };
}
