import { processOfUpload } from '../../office/papers/uploadId.ts'

/** Socket.IO listens at this path. */
const SOCKETS = '/socket.io/'
/** What is done about rooms and meetings is asked here. */
const ACTIONS = '/api/operations/meetings/'
/** Pieces of an upload go to `/api/papers/upload/<id>`. */
const UPLOADS = '/api/papers/upload/'

/**
 * The process that a request asks for: that of a socket, or of an action on a meeting, by `process` in the query (SPEC 1.12, 16.12), that of a piece by the id of its upload
 * (SPEC 1.13). Null: any will do.
 * @param url as it came: path and query
 */
export function processNamed(url: string): string | null {
  const [path = '', query = ''] = url.split('?', 2)
  if (path.startsWith(SOCKETS) || path.startsWith(ACTIONS)) return new URLSearchParams(query).get('process')
  if (!path.startsWith(UPLOADS)) return null
  try {
    return processOfUpload(decodeURIComponent(path.slice(UPLOADS.length)))
  } catch {
    return null
  }
}
