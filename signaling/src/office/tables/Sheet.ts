export type Sheet = {
  /** The name of the sheet in the workbook, 31 characters at most. */
  readonly name: string
  readonly columns: readonly { readonly title: string; /** Width in characters. */ readonly width: number }[]
  readonly rows: readonly (readonly (string | number | null)[])[]
  /** Rows for people to fill in, in which Excel leaves what is typed as it is: no telephone number without its 0. */
  readonly blankRows?: number
  /** Cells are text to Excel too, whatever is done with them: no password loses its 0, none is a formula. */
  readonly asText?: boolean
}
