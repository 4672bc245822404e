import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'

const KEY_BYTES = 32

/**
 * A key of this data folder, made at first start and readable by its owner only.
 * @param ifLost what deleting the file means, for the error
 * @throws Error for a file that holds no key
 */
export async function openKeyFile(file: string, ifLost: string): Promise<Buffer> {
  try {
    await writeFile(file, randomBytes(KEY_BYTES).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  const key = Buffer.from((await readFile(file, 'utf8')).trim(), 'base64url')
  if (key.length < KEY_BYTES) throw new Error(`${file} holds no key: delete it, and ${ifLost}`)
  return key.subarray(0, KEY_BYTES)
}
