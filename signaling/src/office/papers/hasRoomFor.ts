import { statfs } from 'node:fs/promises'

/** The office's own data needs this much of the disk too, in bytes. */
const KEEP_FREE = 1024 ** 3

/** Whether so many bytes more fit on the disk of a folder, and leave room for everything else. */
export async function hasRoomFor(folder: string, bytes: number): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize > bytes + KEEP_FREE
}
