import { randomBytes } from "node:crypto";
import type { ObjectStorage } from "../state/object-storage.ts";
import type { UploadTarget } from "./upload-targets.ts";

/* Targets of videos and 3D models. They can be asked for; what is uploaded there is not simulated. */

const videoHost = "https://shopify-video-production-core-originals.storage.googleapis.com";
const hourMs = 60 * 60 * 1_000;

export interface MediaOrder {
  filename: string;
  fileSize: string;
  nowMs: number;
}

/** Recorded: staged-upload-targets-parity. */
export function videoTarget(storage: ObjectStorage, order: MediaOrder): UploadTarget {
  const ending = /\.[^.]*$/.exec(order.filename)?.[0] ?? "";
  const key = `c/o/v/${randomBytes(16).toString("hex")}${ending}`;
  const access = "video-production@video-production-225115.iam.gserviceaccount.com";
  const parameters = signedForm(storage, order, "shopify-video-production-core-originals", key, access);
  return { url: videoHost, resourceUrl: `${videoHost}?external_video_id=${randomBytes(4).readUInt32BE()}`, parameters };
}

/** Recorded: staged-upload-targets-parity. */
export function modelTarget(storage: ObjectStorage, order: MediaOrder): UploadTarget {
  const bucket = "threed-models-production";
  const key = `models/${randomBytes(8).toString("hex")}/${order.filename}`;
  const id = Buffer.from(`model3d-${randomBytes(3).readUIntBE(0, 3)}`).toString("base64");
  const url = `https://storage.googleapis.com/${bucket}/${key}?external_model3d_id=${id}`;
  const access = "threed-model-service-prod@threed-model-service.iam.gserviceaccount.com";
  return { url, resourceUrl: url, parameters: signedForm(storage, order, bucket, key, access) };
}

function signedForm(
  storage: ObjectStorage,
  { fileSize, nowMs }: MediaOrder,
  bucket: string,
  key: string,
  access: string,
): UploadTarget["parameters"] {
  const conditions = [
    ["eq", "$bucket", bucket],
    ["eq", "$key", key],
    ["content-length-range", Number(fileSize), Number(fileSize)],
  ];
  const expiration = `${new Date(nowMs + hourMs).toISOString().slice(0, 19)}Z`;
  const policy = Buffer.from(JSON.stringify({ conditions, expiration })).toString("base64");
  return [
    { name: "GoogleAccessId", value: access },
    { name: "key", value: key },
    { name: "policy", value: policy },
    { name: "signature", value: storage.sign(policy, "base64") },
  ];
}
