import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../bootstrap/paths.mjs'

/** A command as a person types it: in a checkout, or on a server that was installed from an archive. */
export function asTyped(name: string): string {
  return existsSync(join(root, 'package-lock.json')) ? `npm run ${name} --` : `diem-cau ${name}`
}
