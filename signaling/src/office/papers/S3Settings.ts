/** Settings of the bucket that keeps papers when they are not on disk. */
export type S3Settings = {
  /** Address of the bucket, without a slash at the end: `https://host/bucket`, or `https://bucket.host`. */
  readonly url: string
  readonly region: string
  readonly keyId: string
  readonly secret: string
}
