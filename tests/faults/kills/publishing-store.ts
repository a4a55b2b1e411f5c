import { approveNewProducts, type StageStore, type UploadStage } from "../upload-stage.ts";

/** Too few for the ids of variants to come with the creates of an upload, so that there is something to read back. */
const POINTS_AT_START = 200;

/** The next store, whose products are published in its sales channels: their upload comes by every step there is. */
export async function openPublishingStore(stage: UploadStage): Promise<StageStore> {
  const store = await stage.openStore();
  const publicationIds = store.shop.publications().map(({ gid }) => gid);
  await store.ctx.db.route.updateMany({ where: { storeId: store.storeId }, data: { publicationIds } });
  return store;
}

/** Approves so many new products while the shop's points are few. Answers the batch. */
export async function approveWithFewPoints(store: StageStore, products: number): Promise<string> {
  store.shop.bucket.setAvailable(POINTS_AT_START);
  return approveNewProducts(store, products);
}
