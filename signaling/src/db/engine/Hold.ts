/** The process that holds data. Times: milliseconds since the epoch. */
export type Holder = {
  readonly pid: number | null
  readonly host: string
  readonly since: number
  readonly address: string | null
}

/** Data that are this server's alone. */
export type Hold = {
  /** Tells others where this server is. */
  listening(address: string): Promise<void>
  /** Gives them to the next. */
  release(): Promise<void>
}
