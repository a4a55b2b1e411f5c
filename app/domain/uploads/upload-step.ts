/** What one call of an upload, or of a departure, does in the shop. */
export type UploadStep =
  | "CREATE_PRODUCT"
  | "UPDATE_PRODUCT"
  | "ADD_VARIANTS"
  | "UPDATE_VARIANTS"
  | "PUBLISH"
  | "READ_BACK"
  | "LOOK_UP"
  | "ARCHIVE_PRODUCT"
  | "UNPUBLISH";
