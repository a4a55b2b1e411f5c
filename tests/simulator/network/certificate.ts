import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { generate } from "selfsigned";

/** A certificate for every host that the simulated Shopify answers for, good for this run only. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** The certificate as a file, for NODE_EXTRA_CA_CERTS. */
  readonly file: string;
  remove(): void;
}

const HOSTS = [
  "admin.shopify.com",
  "cdn.shopify.com",
  "*.myshopify.com",
  "storage.googleapis.com",
  "*.storage.googleapis.com",
  "app.test",
  "localhost",
];
const VALID_MS = 7 * 24 * 60 * 60 * 1000;

/** Makes a key and a self-signed certificate; nothing outside of this process trusts it unless it is told to. */
export async function createCertificate(): Promise<Certificate> {
  const pair = await generate([{ name: "commonName", value: "Simulated Shopify" }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    notBeforeDate: new Date(Date.now() - VALID_MS),
    notAfterDate: new Date(Date.now() + VALID_MS),
    extensions: [
      { name: "basicConstraints", cA: true },
      { name: "keyUsage", digitalSignature: true, keyCertSign: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [...HOSTS.map((value) => ({ type: 2 as const, value })), { type: 7, ip: "127.0.0.1" }],
      },
    ],
  });
  const folder = mkdtempSync(path.join(tmpdir(), "catalog-relay-certificate-"));
  chmodSync(folder, 0o755);
  const file = path.join(folder, "certificate.pem");
  writeFileSync(file, pair.cert);
  return {
    key: pair.private,
    cert: pair.cert,
    file,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
