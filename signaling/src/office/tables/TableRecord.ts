/** A row of a table as it stands in the file. `line`: where it begins, as a person counts. */
export type TableRecord = { readonly line: number; readonly record: readonly string[] }
