import { randomBytes } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import type { Kysely } from 'kysely'
import { StartupError } from '../db/engine/StartupError.ts'
import type { Schema } from '../db/schema.ts'
import { keyFile } from './folderKeys.ts'
import type { KeyName, Keys } from './Keys.ts'
import { KEY_BYTES, keyOf } from './openKeyFile.ts'
import { Sealer } from './Sealer.ts'

export type StoreKeysOptions = {
  readonly db: Kysely<Schema>
  readonly masterSecret: string
  readonly dataDir: string
}

/**
 * Keys in the store, where all servers of an office have the same, sealed by the one secret that each of them is given. A key that the data
 * folder has is moved there at the first start with the secret: what it signed and sealed stays good.
 */
export function storeKeys({ db, masterSecret, dataDir }: StoreKeysOptions): Keys {
  const master = new Sealer(Buffer.from(masterSecret, 'utf8'))
  return {
    open: async (name) => {
      const sealed = (await find(db, name)) ?? (await add(db, name, dataDir, master))
      const key = unsealed(master, name, sealed)
      // The file is removed only now that the key is in the store and can be read.
      await rm(keyFile(dataDir, name), { force: true })
      return key
    },
  }
}

/** @throws StartupError when the store has keys that nobody can read without the secret */
export async function refuseSealedKeys(db: Kysely<Schema>): Promise<void> {
  const row = await db.selectFrom('server_key').select('name').limit(1).executeTakeFirst()
  if (row) throw noSecret()
}

async function find(db: Kysely<Schema>, name: KeyName): Promise<string | null> {
  const row = await db.selectFrom('server_key').select('sealed').where('name', '=', name).executeTakeFirst()
  return row?.sealed ?? null
}

/** @returns the one that is on record by then: of servers that start at once one writes it */
async function add(db: Kysely<Schema>, name: KeyName, dataDir: string, master: Sealer): Promise<string> {
  const file = await readFile(keyFile(dataDir, name), 'utf8').catch(ifThere)
  const key = file === null ? randomBytes(KEY_BYTES) : keyOf(file)
  if (!key) throw new Error(`${keyFile(dataDir, name)} holds no key`)
  const sealed = master.seal(key.toString('base64url'), ownerOf(name))
  await db
    .insertInto('server_key')
    .values({ name, sealed })
    .onConflict((oc) => oc.doNothing())
    .execute()
  return (await find(db, name)) ?? sealed
}

function unsealed(master: Sealer, name: KeyName, sealed: string): Buffer {
  try {
    return Buffer.from(master.unseal(sealed, ownerOf(name)), 'base64url')
  } catch (error) {
    throw noSecret(error)
  }
}

const ownerOf = (name: KeyName) => `key ${name}`

function noSecret(cause?: unknown): StartupError {
  return new StartupError(
    {
      vi: 'Khóa của hệ thống trong cơ sở dữ liệu được niêm phong bằng một khóa chủ khác. Hãy chỉ ra đúng tệp khóa chủ bằng DIEM_CAU_MASTER_SECRET_FILE (tệp này giống nhau trên mọi máy chủ).',
      en: 'The keys in the database are sealed by another master secret. Name the right file with DIEM_CAU_MASTER_SECRET_FILE; it is the same on every server.',
    },
    cause,
  )
}

function ifThere(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}
