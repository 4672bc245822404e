import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PaperList } from '@diem-cau/signaling-contract/office'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { pdf } from '../testing/paperSamples.ts'
import { meetingId } from '../testing/people.ts'
import type { Office } from '../testing/startOffice.ts'
import { startProcesses } from '../testing/startProcesses.ts'
import { startRedis, type TestRedis } from '../testing/startRedis.ts'
import { startS3 } from '../testing/startS3.ts'
import { temporaryFolder } from '../testing/temporaryStore.ts'

let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())

const masterSecret = 'a secret that both of the servers have'

const PIECE = 700_000
const content = pdf(3 * PIECE - 100_000)
const pieces = [0, 1, 2].map((n) => content.subarray(n * PIECE, (n + 1) * PIECE))

/** An upload of tus 1.0 whose requests go to whichever process the test says. */
function upload() {
  const ask = async (office: Office, method: string, path: string, headers: object, body?: Buffer) =>
    fetch(`${office.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${await office.tokenOf('chair')}`, 'tus-resumable': '1.0.0', ...headers },
      ...(body ? { body: new Uint8Array(body) } : {}),
    })
  const begin = async (office: Office): Promise<string> => {
    const metadata = Object.entries({ meetingId, filename: 'Báo cáo.pdf' })
      .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
      .join(',')
    const made = await ask(office, 'POST', '/api/papers/upload', {
      'upload-length': String(content.length),
      'upload-metadata': metadata,
    })
    expect(made.status).toBe(201)
    return made.headers.get('location') ?? ''
  }
  const send = async (office: Office, path: string, n: number): Promise<[number, string | null]> => {
    const headers = { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(n * PIECE) }
    const answer = await ask(office, 'PATCH', path, headers, pieces[n])
    return [answer.status, answer.headers.get('upload-offset')]
  }
  const isAt = async (office: Office, path: string) => {
    const answer = await ask(office, 'HEAD', path, {})
    return [answer.status, answer.headers.get('upload-offset')]
  }
  const giveUp = async (office: Office, path: string) => (await ask(office, 'DELETE', path, {})).status
  return { begin, send, isAt, giveUp }
}

/** What a process shows of the paper, and gives of its content. */
async function paperAt(office: Office): Promise<string | null> {
  const headers = { authorization: `Bearer ${await office.tokenOf('chair')}` }
  const list = await fetch(`${office.url}/api/meetings/${meetingId}/papers`, { headers })
  const [paper] = PaperList.parse(await list.json()).papers
  if (!paper) return null
  const file = await fetch(`${office.url}/api/papers/${paper.paperId}/versions/1`, { headers })
  return createHash('sha256')
    .update(Buffer.from(await file.arrayBuffer()))
    .digest('hex')
}
const sha256 = createHash('sha256').update(content).digest('hex')

describe.skipIf(inject('postgres') === null)('uploads in pieces at two processes', () => {
  test('1.13 with a folder each and a bucket, any process takes the next piece, and leads it to the one that holds the others', async () => {
    const s3 = await startS3()
    const dataDir = await temporaryFolder()
    const { one, two } = await startProcesses(redis, { papers: s3.settings, dataDir, masterSecret }, 'apart')
    const { begin, send, isAt } = upload()
    const path = await begin(one)
    expect(await send(two, path, 0)).toEqual([204, String(PIECE)])
    expect([await isAt(two, path), await isAt(one, path)]).toEqual([
      [200, String(PIECE)],
      [200, String(PIECE)],
    ])
    expect(await send(one, path, 1)).toEqual([204, String(2 * PIECE)])
    expect(await send(two, path, 2)).toEqual([204, String(content.length)])
    expect([await paperAt(one), await paperAt(two)]).toEqual([sha256, sha256])
    expect(await readdir(join(dataDir, 'papers', 'uploads')), 'nothing is left behind').toEqual([])
  })

  test('1.13 an upload is given up at any process, and is its owner’s alone at any', async () => {
    const s3 = await startS3()
    const dataDir = await temporaryFolder()
    const { one, two } = await startProcesses(redis, { papers: s3.settings, dataDir, masterSecret }, 'apart')
    const { begin, send, isAt, giveUp } = upload()
    const path = await begin(one)
    expect(await send(two, path, 0)).toEqual([204, String(PIECE)])
    const other = await fetch(`${two.url}${path}`, {
      method: 'HEAD',
      headers: { authorization: `Bearer ${await two.tokenOf('ward')}`, 'tus-resumable': '1.0.0' },
    })
    expect(other.status).toBe(404)
    expect(await giveUp(two, path)).toBe(204)
    expect(await isAt(one, path)).toEqual([404, null])
    expect(await readdir(join(dataDir, 'papers', 'uploads'))).toEqual([])
  })

  test('1.13 with one folder for both, the other process goes on with the upload of one that is gone', async () => {
    const { one, two } = await startProcesses(redis)
    const { begin, send, isAt } = upload()
    const path = await begin(one)
    await send(one, path, 0)
    await one.close()
    await expect.poll(() => isAt(two, path)).toEqual([200, String(PIECE)])
    expect(await send(two, path, 1)).toEqual([204, String(2 * PIECE)])
    expect(await send(two, path, 2)).toEqual([204, String(content.length)])
    expect(await paperAt(two)).toBe(sha256)
  })

  test('1.13 with a folder each, the pieces of one that is gone are gone: the upload begins anew', async () => {
    const s3 = await startS3()
    const { one, two } = await startProcesses(redis, { papers: s3.settings, masterSecret }, 'apart')
    const { begin, send, isAt } = upload()
    const path = await begin(one)
    await send(one, path, 0)
    await one.close()
    await expect.poll(() => isAt(two, path)).toEqual([404, null])
    const again = await begin(two)
    for (const n of [0, 1, 2]) await send(two, again, n)
    expect(await paperAt(two)).toBe(sha256)
  })
})
