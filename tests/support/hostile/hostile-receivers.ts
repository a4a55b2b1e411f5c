import type { Socket } from "node:net";

/** A server that takes a message and then does what no server should. It may do so to whoever connects. */
export interface HostileReceiver {
  readonly name: string;
  /** What has to come of it: an answer with this status, or none. */
  readonly must: "failed" | number;
  /** Called once the beginning of a request has come. `CANARY` in what it writes becomes the port of the server inside. */
  answer(socket: Socket, write: (text: string) => void): void;
}

const HEAD_200 = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";

/** Writes again and again until the other side has gone away. */
function repeat(socket: Socket, everyMs: number, write: () => void): void {
  const timer = setInterval(write, everyMs);
  socket.once("close", () => clearInterval(timer));
}

/** Writes as fast as the other side takes it, up to so many bytes. */
function pour(socket: Socket, chunk: Buffer, bytes: number): void {
  let left = bytes;
  const more = () => {
    while (left > 0 && !socket.destroyed) {
      left -= chunk.length;
      if (!socket.write(chunk)) {
        socket.once("drain", more);
        return;
      }
    }
    socket.end();
  };
  more();
}

const redirect = (status: number, to: string): HostileReceiver => ({
  name: `redirects to ${to} (${status})`,
  must: status,
  answer: (socket, write) => {
    write(`HTTP/1.1 ${status} Elsewhere\r\nLocation: ${to}\r\nContent-Length: 0\r\n\r\n`);
    socket.end();
  },
});

export const hostileReceivers: readonly HostileReceiver[] = [
  { name: "never answers", must: "failed", answer: () => undefined },
  { name: "breaks the connection off", must: "failed", answer: (socket) => socket.resetAndDestroy() },
  { name: "closes without an answer", must: "failed", answer: (socket) => socket.end() },
  {
    name: "drips its headers",
    must: "failed",
    answer: (socket, write) => {
      write("HTTP/1.1 200 OK\r\nX-Drip: ");
      repeat(socket, 100, () => write("x"));
    },
  },
  {
    name: "drips its answer for ever",
    must: 200,
    answer: (socket, write) => {
      write(`${HEAD_200}Transfer-Encoding: chunked\r\n\r\n`);
      repeat(socket, 100, () => write("1\r\nx\r\n"));
    },
  },
  {
    name: "answers with a gigabyte",
    must: 200,
    answer: (socket, write) => {
      write(`${HEAD_200}Content-Length: 1000000000\r\n\r\n`);
      pour(socket, Buffer.alloc(64_000, "x"), 1_000_000_000);
    },
  },
  {
    name: "answers without an end",
    must: 200,
    answer: (socket, write) => {
      write(`${HEAD_200}\r\n`);
      pour(socket, Buffer.alloc(64_000, "y"), Number.POSITIVE_INFINITY);
    },
  },
  {
    name: "answers with a megabyte of headers",
    must: "failed",
    answer: (socket, write) => {
      write("HTTP/1.1 200 OK\r\n");
      pour(socket, Buffer.from(`X-Fill: ${"x".repeat(1_000)}\r\n`), 1_000_000);
    },
  },
  {
    name: "answers with headers without an end",
    must: "failed",
    answer: (socket, write) => {
      write("HTTP/1.1 200 OK\r\n");
      repeat(socket, 10, () => write(`X-${Math.round(performance.now())}: x\r\n`));
    },
  },
  {
    name: "does not speak HTTP",
    must: "failed",
    answer: (socket, write) => {
      write("220 mail.example ESMTP\r\n");
      socket.end();
    },
  },
  {
    name: "says again and again that it is about to answer",
    must: "failed",
    answer: (socket, write) => repeat(socket, 10, () => write("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")),
  },
  {
    name: "changes to another protocol",
    must: "failed",
    answer: (socket, write) => {
      write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
      repeat(socket, 100, () => write("frame"));
    },
  },
  {
    name: "promises more than it sends",
    must: 200,
    answer: (socket, write) => {
      write(`${HEAD_200}Content-Length: 1000\r\n\r\nshort`);
      socket.end();
    },
  },
  {
    name: "sends a bomb of zeros",
    must: 200,
    answer: (socket, write) => {
      write(`${HEAD_200}Content-Encoding: gzip\r\nContent-Length: 20000\r\n\r\n`);
      socket.end(Buffer.alloc(20_000, 0));
    },
  },
  {
    name: "answers with what no database and no page takes",
    must: 200,
    answer: (socket, write) => {
      write(`${HEAD_200}Content-Length: 47\r\n\r\n`);
      socket.end(Buffer.concat([Buffer.from("\0\u001b[31m<script>alert(1)</script>"), Buffer.alloc(16, 0xed)]));
    },
  },
  {
    name: "asks to wait for thirty years",
    must: 503,
    answer: (socket, write) => {
      write("HTTP/1.1 503 Later\r\nRetry-After: 1000000000\r\nContent-Length: 0\r\n\r\n");
      socket.end();
    },
  },
  {
    name: "asks to be refreshed elsewhere",
    must: 200,
    answer: (socket, write) => {
      write(`${HEAD_200}Refresh: 0; url=http://127.0.0.1:CANARY/\r\nLink: <http://127.0.0.1:CANARY/>; rel=preload\r\n`);
      write("Location: http://127.0.0.1:CANARY/\r\nContent-Length: 0\r\n\r\n");
      socket.end();
    },
  },
  redirect(301, "http://127.0.0.1:CANARY/"),
  redirect(302, "http://localhost:CANARY/latest/meta-data/"),
  redirect(307, "http://127.0.0.1:CANARY/"),
  redirect(308, "https://169.254.169.254/latest/meta-data/"),
];
