import { randomBytes } from 'node:crypto'

/** A process id has none of these. */
const BETWEEN = '_'

/** The id of an upload names the process that holds its pieces: any other one leads them there (SPEC 1.13). */
export function newUploadId(processId: string): string {
  return `${processId}${BETWEEN}${randomBytes(12).toString('hex')}`
}

/** @returns null for an id that names none */
export function processOfUpload(uploadId: string): string | null {
  const at = uploadId.lastIndexOf(BETWEEN)
  return at > 0 ? uploadId.slice(0, at) : null
}
