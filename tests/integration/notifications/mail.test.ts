import { expect, onTestFinished, test } from "vitest";
import { sendMail } from "#app/platform/outbound/send-mail.server.ts";
import { serveSmtp } from "#tests/support/notifications/smtp-server.ts";

const MAIL = {
  to: ["owner@shop.example", "night@shop.example"],
  subject: "Batch “Autumn” failed",
  text: "Open the batch to see why.",
  messageId: "<0190c2f4@catalog-relay>",
};

const FROM = "Catalog Relay <relay@example.com>";

async function open(manner: "takes" | "refuses" | "is silent") {
  const server = await serveSmtp(manner);
  onTestFinished(() => server.close());
  return server;
}

test("a mail is handed to the mail server with its recipients and an id that stays", async () => {
  const server = await open("takes");

  const outcome = await sendMail(MAIL, { smtpUrl: server.url, from: FROM });

  expect(outcome).toMatchObject({ kind: "answered", statusCode: 250, excerpt: expect.stringContaining("taken") });
  expect(server.recipients).toEqual(["RCPT TO:<owner@shop.example>", "RCPT TO:<night@shop.example>"]);
  expect(server.mails[0]).toContain("Message-ID: <0190c2f4@catalog-relay>");
  expect(server.mails[0]).toContain("From: Catalog Relay <relay@example.com>");
  expect(server.mails[0]).toContain("Open the batch to see why.");
});

test("a subject cannot bring headers or recipients of its own", async () => {
  const server = await open("takes");

  await sendMail({ ...MAIL, subject: "Autumn\r\nBcc: stranger@evil.example" }, { smtpUrl: server.url, from: FROM });

  expect(server.recipients).toHaveLength(2);
  expect(server.mails[0]).not.toMatch(/^Bcc:/m);
});

test("a mailbox that is refused is an answer with its code", async () => {
  const server = await open("refuses");

  const outcome = await sendMail(MAIL, { smtpUrl: server.url, from: FROM });

  expect(outcome).toMatchObject({
    kind: "answered",
    statusCode: 550,
    excerpt: expect.stringContaining("no such mailbox"),
  });
});

test("a mail server that says nothing is given up in ten seconds", async () => {
  const server = await open("is silent");
  const startedAtMs = performance.now();

  const outcome = await sendMail(MAIL, { smtpUrl: server.url, from: FROM });

  expect(outcome.kind).toBe("failed");
  expect(performance.now() - startedAtMs).toBeLessThan(12_000);
});

test("without a mail server a mail waits, and says what the operator has to set up", async () => {
  const outcome = await sendMail(MAIL, { smtpUrl: undefined, from: undefined });

  expect(outcome).toEqual({ kind: "failed", because: expect.stringContaining("SMTP_URL and MAIL_FROM") });
});
