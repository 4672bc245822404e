import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Keys } from './Keys.ts'

const IV_BYTES = 12
const TAG_BYTES = 16

/**
 * Seals what the database must hold but not tell (AES-256-GCM), and signs what browsers keep for us (HMAC-SHA-256).
 * Whoever copies the database alone reads none of it: the key is in a file of the data folder, or sealed itself by a secret that is not in it.
 */
export class Sealer {
  readonly #sealKey: Buffer
  readonly #signKey: Buffer

  constructor(key: Uint8Array) {
    this.#sealKey = Buffer.from(hkdfSync('sha256', key, '', 'diem-cau seal', 32))
    this.#signKey = Buffer.from(hkdfSync('sha256', key, '', 'diem-cau sign', 32))
  }

  static async open(keys: Keys): Promise<Sealer> {
    return new Sealer(await keys.open('seal'))
  }

  /** @param owner whose it is: it opens for nobody else */
  seal(text: string, owner: string): string {
    const iv = randomBytes(IV_BYTES)
    const cipher = createCipheriv('aes-256-gcm', this.#sealKey, iv).setAAD(Buffer.from(owner))
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
  }

  /** @throws Error when it was sealed with another key, for another owner, or was changed */
  unseal(sealed: string, owner: string): string {
    const bytes = Buffer.from(sealed, 'base64url')
    const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES)
    const decipher = createDecipheriv('aes-256-gcm', this.#sealKey, bytes.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    })
    decipher.setAAD(Buffer.from(owner)).setAuthTag(tag)
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
  }

  /** A signature; the purpose keeps one from being used for another thing. */
  sign(purpose: string, text: string): string {
    return createHmac('sha256', this.#signKey).update(`${purpose}\0${text}`).digest('base64url')
  }

  isSigned(purpose: string, text: string, signature: string): boolean {
    const expected = Buffer.from(this.sign(purpose, text))
    const given = Buffer.from(signature)
    return given.length === expected.length && timingSafeEqual(given, expected)
  }
}
