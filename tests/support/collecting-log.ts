import type { Logger } from "#app/platform/logger.server.ts";

export interface LogLine {
  level: "debug" | "info" | "warn" | "error";
  fields: object;
  message: string;
}

/** A log that keeps its lines, for tests of what is said and of what must never be. */
export function collectingLog(): { log: Logger; lines: LogLine[] } {
  const lines: LogLine[] = [];
  const logWith = (inherited: object): Logger => {
    const at = (level: LogLine["level"]) => (fields: object, message: string) =>
      void lines.push({ level, fields: { ...inherited, ...fields }, message });
    return {
      debug: at("debug"),
      info: at("info"),
      warn: at("warn"),
      error: at("error"),
      child: (fields) => logWith({ ...inherited, ...fields }),
    };
  };
  return { log: logWith({}), lines };
}
