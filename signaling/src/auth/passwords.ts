import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { FairQueue, type Waiter } from './FairQueue.ts'

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, 2 passes, 1 lane. About 35 ms of one core. */
const MEMORY_KIB = 19_456
const PASSES = 2
const LANES = 1
const TAG_LENGTH = 32

/** More at a time would starve the rest of the process; the last of the queue waits about 7 s. */
const MAX_AT_ONCE = 2
const MAX_QUEUED = 400
const queue = new FairQueue({ atOnce: MAX_AT_ONCE, most: MAX_QUEUED })

const derive = promisify(argon2)

/**
 * First passwords that this program makes hold 77 random bits (readablePassword) and must be changed at the first
 * sign-in: guessing is hopeless however cheap a try is, and 20,000 of them are made in one import.
 */
const FIRST_MEMORY_KIB = 64
const FIRST_PASSES = 1

/** A PHC string, e.g. `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. */
export function hashPassword(password: string): Promise<string> {
  return hashWith(password, MEMORY_KIB, PASSES)
}

/** Hashes passwords that `readablePassword` made; one that a person chose needs the slower hash. */
export function hashFirstPassword(password: string): Promise<string> {
  return hashWith(password, FIRST_MEMORY_KIB, FIRST_PASSES)
}

async function hashWith(password: string, memory: number, passes: number): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await derive('argon2id', {
    message: password.normalize('NFC'),
    nonce,
    parallelism: LANES,
    tagLength: TAG_LENGTH,
    memory,
    passes,
  })
  return `$argon2id$v=19$m=${memory},t=${passes},p=${LANES}$${b64(nonce)}$${b64(tag)}`
}

/**
 * True when the password fits. Without a hash (unknown login) it takes as long and answers no, also where the
 * hash is a cheap one, of a first password.
 * @param waiter the one that asks: the time for it is shared out fairly
 * @throws MeetingError `rateLimited` when too many wait already
 */
export async function verifyPassword(password: string, hash: string | null, waiter: Waiter): Promise<boolean> {
  const own = parse(hash ?? '')
  const decoy = parse(DECOY)
  if (!decoy) throw new Error('unreadable password hash')
  return queue.run(waiter, async () => {
    const fits = own !== null && timingSafeEqual(await tagOf(password, own), own.tag)
    if (own === null || own.memory < MEMORY_KIB) await tagOf(password, decoy)
    return fits
  })
}

type Parsed = NonNullable<ReturnType<typeof parse>>

function tagOf(password: string, { nonce, lanes, tag, memory, passes }: Parsed): Promise<Buffer> {
  return derive('argon2id', {
    message: password.normalize('NFC'),
    nonce,
    parallelism: lanes,
    tagLength: tag.length,
    memory,
    passes,
  })
}

function parse(hash: string) {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(hash)
  if (!match) return null
  const [, memory, passes, lanes, nonce, tag] = match
  return {
    memory: Number(memory),
    passes: Number(passes),
    lanes: Number(lanes),
    nonce: Buffer.from(nonce ?? '', 'base64'),
    tag: Buffer.from(tag ?? '', 'base64'),
  }
}

function b64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replaceAll('=', '')
}

/** Nobody's password: compared with when the login is unknown. */
const DECOY = `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${b64(Buffer.alloc(16))}$${b64(Buffer.alloc(TAG_LENGTH))}`
