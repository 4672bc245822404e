import { chownSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Writes a file of the data folder whole or not at all, for its owner alone: an upgrade may be root's, and signaling reads it all the same. */
export function writeForServer(file: string, text: string): void {
  const draft = `${file}.new`
  writeFileSync(draft, text, { mode: 0o600 })
  if (process.getuid?.() === 0) {
    const { uid, gid } = statSync(dirname(file))
    chownSync(draft, uid, gid)
  }
  renameSync(draft, file)
}
