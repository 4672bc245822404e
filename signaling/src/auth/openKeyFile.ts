import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'

export const KEY_BYTES = 32

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
  const key = keyOf(await readFile(file, 'utf8'))
  if (!key) throw new Error(`${file} holds no key: delete it, and ${ifLost}`)
  return key
}

/** The key that such a file holds; null = none. */
export function keyOf(text: string): Buffer | null {
  const key = Buffer.from(text.trim(), 'base64url')
  return key.length < KEY_BYTES ? null : key.subarray(0, KEY_BYTES)
}
