import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { z } from "zod";
import type { SimulatorOptions, WebhookSubscription } from "../../options.ts";
import { compileFilter, InvalidFilterError } from "./filter.ts";
import { complianceTopics, simulatedTopics } from "./topics.ts";

/** What the simulator takes from an app's `shopify.app.toml`. */
export interface AppConfiguration {
  clientId: string;
  applicationUrl: string;
  scopes: string[];
  /** Of the payloads of its webhooks. */
  webhookApiVersion: string;
  webhookSubscriptions: WebhookSubscription[];
  /** What the file asks for and the simulator never does, in words. */
  notSimulated: string[];
}

const filterText = z.string().superRefine((text, context) => {
  try {
    compileFilter(text);
  } catch (error) {
    if (!(error instanceof InvalidFilterError)) throw error;
    context.addIssue(`The filter ${JSON.stringify(text)} has a word without a field.`);
  }
});

/** Shopify: cli `app_config_webhook_schemas`. Other parts of the file are none of the simulator's business. */
const appToml = z.object({
  client_id: z.string().min(1),
  application_url: z.url(),
  access_scopes: z.object({ scopes: z.string().default("") }).default({ scopes: "" }),
  webhooks: z
    .object({
      api_version: z.string().regex(/^(unstable|\d{4}-\d{2})$/),
      subscriptions: z
        .array(
          z.object({
            topics: z.array(z.string()).default([]),
            compliance_topics: z.array(z.enum(complianceTopics)).default([]),
            uri: z.string().min(1),
            filter: filterText.optional(),
            include_fields: z.array(z.string()).optional(),
            name: z.string().max(50).optional(),
            payload_query: z.string().optional(),
          }),
        )
        .default([]),
    })
    .optional(),
});

/** Reads an app's configuration. @throws Error that names the file and what is wrong in it. */
export function readAppConfiguration(file: string): AppConfiguration {
  try {
    return parseAppConfiguration(readFileSync(file, "utf8"));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : error.message;
    throw new Error(`The app's configuration ${file} cannot be used: ${reason}`, { cause: error });
  }
}

/** @throws TomlError, or ZodError that names what is wrong where. */
export function parseAppConfiguration(text: string): AppConfiguration {
  const { client_id, application_url, access_scopes, webhooks } = appToml.parse(parse(text));
  const webhookSubscriptions: WebhookSubscription[] = [];
  const notSimulated: string[] = [];
  for (const entry of webhooks?.subscriptions ?? []) {
    for (const topic of [...entry.topics, ...entry.compliance_topics]) {
      if (!simulatedTopics.includes(topic)) notSimulated.push(`webhooks of ${topic}`);
      else if (!/^(https:\/\/|\/)/.test(entry.uri)) notSimulated.push(`webhooks to ${entry.uri}`);
      else if (entry.payload_query !== undefined) notSimulated.push(`payload_query of ${topic}`);
      else {
        webhookSubscriptions.push({
          topic,
          uri: entry.uri,
          ...(entry.filter ? { filter: entry.filter } : {}),
          ...(entry.include_fields ? { includeFields: entry.include_fields } : {}),
          ...(entry.name ? { name: entry.name } : {}),
        });
      }
    }
  }
  const seen = new Set<string>();
  for (const { topic, uri, filter } of webhookSubscriptions) {
    const key = JSON.stringify([topic, uri, filter]);
    if (seen.has(key)) throw new Error(`The topic ${topic} is subscribed to twice at ${uri} with the same filter.`);
    seen.add(key);
  }
  return {
    clientId: client_id,
    applicationUrl: application_url,
    scopes: access_scopes.scopes.split(/[\s,]+/).filter((scope) => scope !== ""),
    webhookApiVersion: webhooks?.api_version ?? "2026-10",
    webhookSubscriptions,
    notSimulated,
  };
}

/** What an app's configuration means for a simulator. */
export function simulatorOptionsOf(
  configuration: AppConfiguration,
): Pick<SimulatorOptions, "applicationUrl" | "scopes" | "webhookApiVersion" | "webhookSubscriptions"> {
  const { applicationUrl, scopes, webhookApiVersion, webhookSubscriptions } = configuration;
  return { applicationUrl, scopes, webhookApiVersion, webhookSubscriptions };
}
