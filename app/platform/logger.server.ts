import { pino } from "pino";

/** Structured log: fields first, then a fixed sentence in the past tense. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  child(fields: object): Logger;
}

const SECRET_FIELDS = ["accessToken", "refreshToken", "token", "idToken", "authorization", "password", "secret"];

/** Writes JSON lines to stderr, so that stdout stays free for a command's answer. */
export function createLogger(level: string, fields: object = {}): Logger {
  return pino(
    {
      level,
      base: fields,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: SECRET_FIELDS.flatMap((name) => [name, `*.${name}`, `headers.${name}`, `*.headers.${name}`]),
        censor: "[secret]",
      },
    },
    pino.destination(2),
  );
}
