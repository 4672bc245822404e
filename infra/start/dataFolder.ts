import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError } from '../bootstrap/SetupError.mjs'

/**
 * Makes the data folder and its logs folder, for the owner's eyes only.
 * @throws SetupError when it cannot be written
 */
export function prepareDataFolder(path: string): void {
  try {
    mkdirSync(join(path, 'logs'), { recursive: true, mode: 0o700 })
    chmodSync(path, 0o700)
  } catch (error) {
    throw new SetupError(
      `The data folder ${path} cannot be written (${error instanceof Error ? error.message : String(error)}).\n` +
        'Choose another one: npm start -- --data /path/to/folder',
    )
  }
}

/** The secret of that name, made at first use; an existing one is never replaced. @returns its path */
export function ensureSecret(dataFolder: string, name: string): string {
  const file = join(dataFolder, name)
  if (!existsSync(file)) writeOnce(file, randomBytes(32).toString('hex'))
  return file
}

/** Writes the file whole or not at all, and the first writer wins: a lost power supply leaves no half secret. */
function writeOnce(file: string, text: string): void {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, text, { mode: 0o600, flush: true })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (!existsSync(file)) throw error
  } finally {
    rmSync(draft, { force: true })
  }
}
