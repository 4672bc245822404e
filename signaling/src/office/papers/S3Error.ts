/** A bucket's refusal, or its silence: `status` is null then. Holds nothing secret. */
export class S3Error extends Error {
  readonly status: number | null
  /** Code as S3 names it, e.g. `NoSuchBucket`, or the system, e.g. `ECONNREFUSED`; null = not told. */
  readonly code: string | null

  constructor(status: number | null, code: string | null, cause?: unknown) {
    super(`S3: ${[status, code].filter((part) => part !== null).join(' ') || 'no answer'}`, { cause })
    this.name = 'S3Error'
    this.status = status
    this.code = code
  }
}
