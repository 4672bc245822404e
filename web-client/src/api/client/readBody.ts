/** Reads all of an answer. @param onBytes told how many more have come. Errors: those of the connection, which may break meanwhile */
export async function readBody({ body }: Response, onBytes: (count: number) => void): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = []
  let length = 0
  const reader = body?.getReader()
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    pieces.push(read.value)
    length += read.value.length
    onBytes(read.value.length)
  }
  const all = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}
