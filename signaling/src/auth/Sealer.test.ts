import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../testing/temporaryStore.ts'
import { folderKeys } from './folderKeys.ts'
import { Sealer } from './Sealer.ts'

const sealer = new Sealer(Buffer.alloc(32, 1))

test('what is sealed opens for its owner with this key only, and is never the same twice', () => {
  const sealed = sealer.seal('JBSWY3DPEHPK3PXP', 'a.chair')
  expect(sealer.unseal(sealed, 'a.chair')).toBe('JBSWY3DPEHPK3PXP')
  expect(sealer.seal('JBSWY3DPEHPK3PXP', 'a.chair')).not.toBe(sealed)
  expect(() => sealer.unseal(sealed, 'a.ward')).toThrow(/authenticate/)
  expect(() => new Sealer(Buffer.alloc(32, 2)).unseal(sealed, 'a.chair')).toThrow(/authenticate/)
  const changed = Buffer.from(sealed, 'base64url')
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
  expect(() => sealer.unseal(changed.toString('base64url'), 'a.chair')).toThrow(/authenticate/)
})

test('a signature counts for its text and its purpose', () => {
  const signature = sealer.sign('device', 'x')
  expect(sealer.isSigned('device', 'x', signature)).toBe(true)
  expect(sealer.isSigned('device', 'y', signature)).toBe(false)
  expect(sealer.isSigned('other', 'x', signature)).toBe(false)
  expect(sealer.isSigned('device', 'x', '')).toBe(false)
})

test('the key is made once, and only its owner may read it', async () => {
  const folder = await temporaryFolder()
  const first = await Sealer.open(folderKeys(folder))
  expect((await stat(join(folder, 'seal.key'))).mode & 0o777).toBe(0o600)
  expect((await Sealer.open(folderKeys(folder))).unseal(first.seal('x', 'a'), 'a')).toBe('x')
})
