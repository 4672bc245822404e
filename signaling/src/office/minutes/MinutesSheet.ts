/** What a printed sheet of minutes has beside its text. */
export type MinutesSheet = {
  readonly title: string
  readonly author: string
  /** Time of the file, milliseconds since the epoch. */
  readonly now: number
  /** Whose certificate is about to sign it: there is room for the signature then, and it says so; null = nobody's. */
  readonly signer: string | null
}
