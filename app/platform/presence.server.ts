import { randomUUID } from "node:crypto";
import pg from "pg";
import { Prisma } from "@prisma/client";
import type { Logger } from "./logger.server.ts";

/** Of all advisory locks those that show a living process; any number that nothing else uses. */
const LOCK_CLASS = 17_231;

const TRY_AGAIN_MS = 1_000;

/** A process's sign of life, which PostgreSQL itself takes back when the process is gone. */
export interface Presence {
  readonly processId: string;
  close(): Promise<void>;
}

export interface PresenceOptions {
  url: string;
  log: Logger;
}

/**
 * Shows the other processes that this one lives: an advisory lock on a connection of its own. When the process is killed
 * its connections close and the lock is free within milliseconds; of a machine that vanishes PostgreSQL notices it within
 * some twelve seconds. A connection that is lost is opened again under the same name.
 * Needs a connection that is nobody else's: a pooler that shares connections between statements would lose the lock.
 */
export async function announcePresence({ url, log }: PresenceOptions): Promise<Presence> {
  const processId = randomUUID();
  let client: pg.Client | null = null;
  let again: NodeJS.Timeout | null = null;
  let isClosing = false;

  async function connect(): Promise<void> {
    const connecting = new pg.Client({
      connectionString: url,
      application_name: "catalog-relay-presence",
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: 10_000,
      options: "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3",
    });
    connecting.on("error", (error) => lost(connecting, error));
    connecting.on("end", () => lost(connecting, null));
    try {
      await connecting.connect();
      await connecting.query("SELECT pg_advisory_lock($1, hashtext($2))", [LOCK_CLASS, processId]);
      client = connecting;
    } catch (error) {
      await connecting.end().catch(() => undefined);
      throw error;
    }
  }

  function lost(which: pg.Client, error: Error | null): void {
    if (isClosing || client !== which) return;
    client = null;
    log.warn(
      { err: error && { message: error.message } },
      "The process has lost its sign of life and takes it up again.",
    );
    retry();
  }

  function retry(): void {
    again = setTimeout(() => {
      connect().catch(() => {
        if (!isClosing) retry();
      });
    }, TRY_AGAIN_MS);
  }

  await connect();
  return {
    processId,
    async close() {
      isClosing = true;
      if (again) clearTimeout(again);
      await client?.end();
    },
  };
}

/** Whether the process of this name is gone, as SQL over a column of names. */
export const isProcessGone = (processId: Prisma.Sql): Prisma.Sql => Prisma.sql`NOT EXISTS (
  SELECT 1 FROM pg_locks sign
  WHERE sign.locktype = 'advisory' AND sign.granted AND sign.classid = ${LOCK_CLASS}::int::oid
    AND sign.objid = (hashtext(${processId}::text)::bigint & 4294967295)::oid
    AND sign.database = (SELECT oid FROM pg_database WHERE datname = current_database()))`;
