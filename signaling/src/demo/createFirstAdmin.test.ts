import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { SignedIn, UnitCode } from '@diem-cau/signaling-contract'
import { expect, test } from 'vitest'
import { startSignaling } from '../start/startSignaling.ts'
import { silent, temporaryFolder } from '../testing/temporaryStore.ts'

const firstUnit = { code: UnitCode.parse('can-tho'), name: 'Thành phố Cần Thơ', kind: 'city' }
const start = (dataDir: string) =>
  startSignaling({
    host: '127.0.0.1',
    port: 0,
    dataDir,
    tls: null,
    sfu: { urls: ['http://127.0.0.1:9'], secret: 'x'.repeat(32) },
    webRoot: null,
    demoUnits: null,
    firstUnit,
    metricsToken: null,
    logger: silent,
  })

test('a new office without a demonstration has one administrator, who sets up the rest', async () => {
  const dataDir = await temporaryFolder()
  const office = await start(dataDir)
  const file = join(dataDir, 'first-admin.txt')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  const password = office.demo?.accounts[0]?.password ?? ''
  expect(await readFile(file, 'utf8')).toContain(password)
  const post = (path: string, body: object, token = '') =>
    fetch(`${office.url}/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    })
  const first = SignedIn.parse(await (await post('/sign-in', { login: 'quantri', password })).json())
  expect(first).toMatchObject({
    mustChangePassword: true,
    account: { unit: { code: 'can-tho', name: 'Thành phố Cần Thơ' } },
  })
  const { token } = SignedIn.parse(
    await (await post('/me/password', { current: password, next: 'chợ nổi Cái Răng buổi sớm' }, first.token)).json(),
  )
  const units = await post(
    '/units/import',
    { csv: 'code,parent_code,kind,name\nthoi-lai,can-tho,rural_district,Huyện Thới Lai', dryRun: false },
    token,
  )
  expect(await units.json()).toMatchObject({ applied: true, created: 1 })
  await office.close()

  const again = await start(dataDir)
  expect(again.demo).toBeNull()
  expect(await again.db.selectFrom('account').select('login').execute()).toEqual([{ login: 'quantri' }])
  await again.close()
})
