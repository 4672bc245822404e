import { access, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { StartupError } from '../db/engine/StartupError.ts'
import { describeStores, temporaryFolder } from '../testing/temporaryStore.ts'
import { folderKeys } from './folderKeys.ts'
import { refuseSealedKeys, storeKeys } from './storeKeys.ts'

const SECRET = 'the one secret that each server is given'

describeStores((open) => {
  test('servers with the same secret have the same keys, whichever asks first, and the store does not tell them', async () => {
    const { db } = await open()
    const server = async () => storeKeys({ db, masterSecret: SECRET, dataDir: await temporaryFolder() })
    const [one, two] = [await server(), await server()]
    const [a, b] = await Promise.all([one.open('token'), two.open('token')])
    expect(a.equals(b)).toBe(true)
    expect(a.equals(await one.open('seal'))).toBe(false)
    const { sealed } = await db
      .selectFrom('server_key')
      .selectAll()
      .where('name', '=', 'token')
      .executeTakeFirstOrThrow()
    expect(sealed).not.toContain(a.toString('base64url'))
  })

  test('the keys of the data folder are moved, and are on no disk any more', async () => {
    const { db } = await open()
    const dataDir = await temporaryFolder()
    const before = await folderKeys(dataDir).open('links')
    const keys = storeKeys({ db, masterSecret: SECRET, dataDir })
    expect((await keys.open('links')).equals(before)).toBe(true)
    await expect(access(join(dataDir, 'links.key'))).rejects.toThrow('ENOENT')
    expect((await keys.open('links')).equals(before)).toBe(true)
  })

  test('with another secret, or none, a server does not start on keys that were sealed', async () => {
    const { db } = await open()
    const dataDir = await temporaryFolder()
    await refuseSealedKeys(db)
    await storeKeys({ db, masterSecret: SECRET, dataDir }).open('token')
    await expect(refuseSealedKeys(db)).rejects.toBeInstanceOf(StartupError)
    const wrong = storeKeys({ db, masterSecret: `${SECRET}!`, dataDir })
    await expect(wrong.open('token')).rejects.toBeInstanceOf(StartupError)
  })

  test('a file that holds no key is not moved', async () => {
    const { db } = await open()
    const dataDir = await temporaryFolder()
    await writeFile(join(dataDir, 'seal.key'), 'nothing')
    await expect(storeKeys({ db, masterSecret: SECRET, dataDir }).open('seal')).rejects.toThrow('holds no key')
    await access(join(dataDir, 'seal.key'))
  })
})
