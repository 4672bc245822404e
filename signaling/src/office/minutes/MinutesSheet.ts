/** A printed sheet of minutes has this beside its text. */
export type MinutesSheet = {
  readonly title: string
  readonly author: string
  /** Time of the file, milliseconds since the epoch. */
  readonly now: number
  /** Holder of the certificate that is about to sign it: the paper says so, and has room for the signature; null = nobody. */
  readonly signer: string | null
}
