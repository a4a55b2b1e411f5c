/** What a person should know of a row that was sent all the same; stored on the row. */
export interface RowWarning {
  code: string;
  message: string;
  field: string | null;
}
