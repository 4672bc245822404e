import { createHash } from 'node:crypto'
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { PaperList } from '@diem-cau/signaling-contract/office'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../start/config.ts'
import { officeOn, type OfficeOn } from '../../testing/officeOn.ts'
import { docx, pdf } from '../../testing/paperSamples.ts'
import { HOUR, meetingId, schedule } from '../../testing/people.ts'
import { startS3, type TestS3 } from '../../testing/startS3.ts'
import { silent, temporaryFolder } from '../../testing/temporaryStore.ts'
import { uploadPaper } from '../../testing/uploadPaper.ts'
import { openPaperFiles } from './openPaperFiles.ts'
import { S3Bucket } from './S3Bucket.ts'
import type { S3Settings } from './S3Settings.ts'
import { StagedPapers } from './StagedPapers.ts'

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')
const keyOf = (content: Buffer) => `papers/${sha256(content)}`
const list = async (office: OfficeOn) => (await office.get(PaperList, 'chair', `/meetings/${meetingId}/papers`)).papers
const pathOf = async (office: OfficeOn, number = 1) =>
  `/papers/${(await list(office))[0]?.paperId ?? ''}/versions/${number}`
const onDisk = async (office: OfficeOn) => readdir(join(office.dataDir, 'papers'), { recursive: true })

async function officeWithBucket(): Promise<{ office: OfficeOn; s3: TestS3 }> {
  const s3 = await startS3()
  const office = await officeOn('sqlite', { papers: s3.settings })
  s3.requests.length = 0
  return { office, s3 }
}

async function download(office: OfficeOn, path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`${office.url}/api${path}`, {
    headers: { authorization: `Bearer ${await office.tokenOf('ward')}`, ...headers },
  })
  return { answer, content: Buffer.from(await answer.arrayBuffer()) }
}

test('a paper goes to the bucket under its hash, stays nowhere else, and comes back whole or in parts', async () => {
  const { office, s3 } = await officeWithBucket()
  const content = pdf(3 * 1024 * 1024 + 17)
  await uploadPaper(office, { content, name: 'Báo cáo.pdf' })
  expect(s3.requests).toEqual([`HEAD ${keyOf(content)}`, `PUT ${keyOf(content)}`])
  expect((await s3.get(keyOf(content)))?.equals(content)).toBe(true)
  expect(await onDisk(office)).toEqual(['uploads'])

  const path = await pathOf(office)
  const whole = await download(office, path)
  expect(whole.answer.headers.get('content-length')).toBe(String(content.length))
  expect(whole.content.equals(content)).toBe(true)
  const part = await download(office, path, { range: 'bytes=1048570-1048590' })
  expect([part.answer.status, part.answer.headers.get('content-range')]).toEqual([
    206,
    `bytes 1048570-1048590/${content.length}`,
  ])
  expect(part.content).toEqual(content.subarray(1_048_570, 1_048_591))
  const end = await download(office, path, { range: 'bytes=-5' })
  expect(end.content).toEqual(content.subarray(-5))

  s3.requests.length = 0
  expect((await office.ask('ward', 'GET', path, undefined, { 'if-none-match': `"${sha256(content)}"` })).status).toBe(
    304,
  )
  expect((await office.ask('ward', 'GET', path, undefined, { range: `bytes=${content.length}-` })).status).toBe(416)
  const head = await office.ask('ward', 'HEAD', path)
  expect([head.status, head.headers.get('content-length')]).toEqual([200, String(content.length)])
  expect(s3.requests, 'none of these needs the bucket').toEqual([])
})

test('11.5 a paper whose meeting was never saved is removed from the bucket after a day; a bucket that is away is asked again', async () => {
  const { office, s3 } = await officeWithBucket()
  await office.grant('chair', 'secretary', schedule.hostUnit.code)
  const content = pdf(1000)
  await uploadPaper(office, { content, name: 'a.pdf', meta: { staged: 'true' } })
  const now = Date.now() + 25 * HOUR
  const staged = new StagedPapers({
    db: office.db,
    files: await openPaperFiles({ dataDir: office.dataDir, s3: s3.settings, logger: silent, clock: () => now }),
    clock: () => now,
    logger: silent,
  })
  const waiting = async () => (await office.db.selectFrom('staged_paper').select('file_name').execute()).length
  s3.trouble = (_, response) => {
    response.writeHead(403).end()
    return true
  }
  await staged.clean()
  expect([await waiting(), await s3.get(keyOf(content))]).toEqual([1, content])
  s3.trouble = null
  await staged.clean()
  expect([await waiting(), await s3.get(keyOf(content))]).toEqual([0, null])
  expect(s3.requests.at(-1)).toBe(`DELETE ${keyOf(content)}`)
})

test('versions are kept, and the same content is sent to the bucket once', async () => {
  const { office, s3 } = await officeWithBucket()
  const first = pdf(1000)
  await uploadPaper(office, { content: first, name: 'a.pdf' })
  const paperId = (await list(office))[0]?.paperId ?? ''
  await uploadPaper(office, { content: docx(), name: 'b.docx', meta: { paperId } })
  await uploadPaper(office, { content: first, name: 'c.pdf', meta: { paperId } })
  expect((await list(office))[0]?.versions.map(({ fileName }) => fileName)).toEqual(['c.pdf', 'b.docx', 'a.pdf'])
  expect(s3.requests.filter((line) => line === `PUT ${keyOf(first)}`)).toHaveLength(1)
  expect((await download(office, await pathOf(office, 2))).content).toEqual(docx())
  expect((await download(office, await pathOf(office, 3))).content).toEqual(first)
  expect(await onDisk(office)).toEqual(['uploads'])
})

test('the bucket itself refuses what arrives otherwise than it was meant', async () => {
  const s3 = await startS3()
  const [meant, arrived] = [pdf(100_000), pdf(100_000).with(50_000, 1)]
  const bucket = new S3Bucket(s3.settings)
  await expect(
    bucket.put(keyOf(meant), { open: () => Readable.from([arrived]), bytes: arrived.length, sha256: sha256(meant) }),
  ).rejects.toMatchObject({ name: 'S3Error', status: 400 })
  expect(await bucket.size(keyOf(meant))).toBeNull()
})

describe('a bucket that fails', () => {
  const troubles: [what: string, trouble: TestS3['trouble']][] = [
    [
      'is cut off in the middle of the file',
      (request) => {
        if (request.method !== 'PUT') return false
        void once(request, 'data').then(() => request.socket.destroy())
        return true
      },
    ],
    [
      'is overloaded for long',
      (_request, response) => {
        response.writeHead(503).end('<Error><Code>SlowDown</Code></Error>')
        return true
      },
    ],
    [
      'has taken the right away',
      (request, response) => {
        request.resume()
        response.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>')
        return true
      },
    ],
    [
      'reports its failure after 200',
      (request, response) => {
        if (request.method !== 'PUT') return false
        request.resume().on('end', () => response.writeHead(200).end('<Error><Code>InternalError</Code></Error>'))
        return true
      },
    ],
  ]
  test.for(troubles)('and %s: nothing is recorded, and the next upload goes well', async ([, trouble]) => {
    const { office, s3 } = await officeWithBucket()
    const content = pdf(2 * 1024 * 1024)
    s3.trouble = trouble
    await expect(uploadPaper(office, { content, name: 'a.pdf' })).rejects.toMatchObject({ code: 'storeUnavailable' })
    expect(s3.requests.length).toBeGreaterThan(0)
    expect(await list(office)).toEqual([])
    expect(await office.db.selectFrom('audit').select('id').where('action', '=', 'paper.uploaded').execute()).toEqual(
      [],
    )
    expect(await readdir(join(office.dataDir, 'papers', 'uploads'))).toEqual([])
    s3.trouble = null
    await uploadPaper(office, { content, name: 'a.pdf' })
    expect((await download(office, await pathOf(office))).content.equals(content)).toBe(true)
  })

  test('when its server is gone nothing goes up or down, and all of it again when it is back', async () => {
    const { office, s3 } = await officeWithBucket()
    const content = pdf(5000)
    await uploadPaper(office, { content, name: 'a.pdf' })
    const path = await pathOf(office)
    await s3.stop()
    await expect(uploadPaper(office, { content: pdf(6000), name: 'b.pdf' })).rejects.toMatchObject({
      code: 'storeUnavailable',
      category: 'unavailable',
    })
    const { status, headers, text } = await office.ask('ward', 'GET', path)
    expect([status, headers.get('content-type'), headers.get('content-disposition')]).toEqual([
      503,
      'application/json',
      null,
    ])
    expect(JSON.parse(text)).toMatchObject({ code: 'storeUnavailable' })
    expect(await list(office), 'the office works on without it').toHaveLength(1)
    await s3.start()
    await uploadPaper(office, { content: pdf(6000), name: 'b.pdf' })
    expect((await download(office, path)).content.equals(content)).toBe(true)
    expect(await list(office)).toHaveLength(2)
  })

  test('when it is overloaded for a moment nobody notices', async () => {
    const { office, s3 } = await officeWithBucket()
    let failures = 1
    s3.trouble = (request, response) => {
      if (request.method !== 'PUT' || (failures -= 1) < 0) return false
      request.resume()
      response.writeHead(503).end()
      return true
    }
    await uploadPaper(office, { content: pdf(1000), name: 'a.pdf' })
    expect(s3.requests.map((line) => line.split(' ')[0])).toEqual(['HEAD', 'PUT', 'PUT'])
  })

  test('when it breaks off in the middle of a download, so does the download', async () => {
    const { office, s3 } = await officeWithBucket()
    const content = pdf(3 * 1024 * 1024)
    await uploadPaper(office, { content, name: 'a.pdf' })
    s3.trouble = (_request, response) => {
      response.writeHead(206, {
        'content-length': content.length,
        'content-range': `bytes 0-${content.length - 1}/${content.length}`,
      })
      response.write(content.subarray(0, 1_000_000), () => response.destroy())
      return true
    }
    await expect(download(office, await pathOf(office))).rejects.toThrow(/terminated|fetch failed/)
  })

  test('one that says nothing is given up in time', async () => {
    const s3 = await startS3()
    s3.trouble = () => true
    await expect(new S3Bucket(s3.settings, 50).size('papers/x')).rejects.toMatchObject({
      name: 'S3Error',
      code: 'ETIMEDOUT',
    })
    expect(s3.requests, 'it is not asked again').toHaveLength(1)
  })
})

test('who reads slowly is waited for; a bucket that stops in the middle is not', async () => {
  const s3 = await startS3()
  s3.trouble = (_request, response) => {
    response.writeHead(206, { 'content-length': 1000, 'content-range': 'bytes 0-999/1000' })
    response.write(Buffer.alloc(600))
    return true
  }
  const stream = await new S3Bucket(s3.settings, 50).get('papers/x', { start: 0, end: 999 })
  if (!(stream instanceof IncomingMessage)) throw new Error('not a response')
  // Nobody reads yet: twice nothing moves for that long.
  await once(stream.socket, 'timeout')
  await once(stream.socket, 'timeout')
  expect(stream.destroyed).toBe(false)
  const received: number[] = []
  const reading = (async () => {
    for await (const chunk of stream) received.push((chunk as Buffer).length)
  })()
  await expect(reading).rejects.toThrow('aborted')
  expect(received).toEqual([600])
})

test('what was uploaded before there was a bucket is still read from disk', async () => {
  const { office, s3 } = await officeWithBucket()
  const content = pdf(4000)
  await uploadPaper(office, { content, name: 'a.pdf' })
  await s3.delete(keyOf(content))
  const folder = join(office.dataDir, 'papers', sha256(content).slice(0, 2))
  await mkdir(folder)
  await writeFile(join(folder, sha256(content)), content)
  expect((await download(office, await pathOf(office), { range: 'bytes=10-19' })).content).toEqual(
    content.subarray(10, 20),
  )
})

describe('at start', () => {
  const start = async (settings: S3Settings) =>
    openPaperFiles({ dataDir: await temporaryFolder(), s3: settings, logger: silent })
  const refused: [what: string, change: (settings: S3Settings) => Partial<S3Settings>, en: string, vi: string][] = [
    ['a wrong secret', () => ({ secret: 'sai' }), 'the secret is wrong', 'khóa bí mật không đúng'],
    [
      'an unknown key',
      () => ({ keyId: 'AKX' }),
      'Check DIEM_CAU_PAPERS_S3_KEY_ID',
      'không có khóa này. Hãy kiểm tra DIEM_CAU_PAPERS_S3_KEY_ID',
    ],
    ['a wrong region', () => ({ region: 'us-east-1' }), 'is in another region', 'nằm ở vùng khác'],
    ['no such bucket', ({ url }) => ({ url: `${url}-2` }), 'does not exist', 'chưa có'],
    [
      'nobody there',
      () => ({ url: 'http://127.0.0.1:9/giay-to' }),
      'cannot be reached (ECONNREFUSED)',
      'không kết nối được (ECONNREFUSED)',
    ],
  ]
  test.for(refused)('%s is refused with what to do, without the secret', async ([what, change, en, vi], { skip }) => {
    const s3 = await startS3()
    skip(what === 'a wrong region' && !s3.checksRegion, 'this server takes any region')
    const settings = { ...s3.settings, ...change(s3.settings) }
    const error: unknown = await start(settings).catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      name: 'StartupError',
      en: expect.stringContaining(en) as string,
      vi: expect.stringContaining(vi) as string,
    })
    expect(JSON.stringify(error)).not.toContain(settings.secret)
  })

  test.for([
    ['PUT', 's3:PutObject'],
    ['GET', 's3:GetObject'],
    ['HEAD', 's3:ListBucket'],
  ])('a key that may not %s learns that it lacks %s', async ([method, right]) => {
    const s3 = await startS3()
    s3.trouble = (request, response) => {
      if (request.method !== method) return false
      request.resume()
      response.writeHead(403).end(method === 'HEAD' ? undefined : '<Error><Code>AccessDenied</Code></Error>')
      return true
    }
    await expect(start(s3.settings)).rejects.toMatchObject({
      name: 'StartupError',
      en: expect.stringContaining(`lacks the right ${right}`) as string,
    })
  })

  test('an address that is no bucket is told', async () => {
    const s3 = await startS3()
    s3.trouble = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>It works!</html>')
      return true
    }
    await expect(start(s3.settings)).rejects.toMatchObject({
      name: 'StartupError',
      en: expect.stringContaining('does not answer as S3 does') as string,
    })
  })

  test('a server with a wrong secret does not start', async () => {
    const s3 = await startS3()
    await expect(officeOn('sqlite', { papers: { ...s3.settings, secret: 'sai' } })).rejects.toMatchObject({
      name: 'StartupError',
    })
  })
})

test('neither secret nor signature is ever in the log', async () => {
  const s3 = await startS3()
  const lines: string[] = []
  const office = await officeOn('sqlite', {
    papers: s3.settings,
    logger: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }),
  })
  await uploadPaper(office, { content: pdf(1000), name: 'a.pdf' })
  await s3.stop()
  await expect(uploadPaper(office, { content: pdf(2000), name: 'b.pdf' })).rejects.toMatchObject({
    code: 'storeUnavailable',
  })
  expect(lines.join('')).toContain('the bucket of the papers does not do what it should')
  expect(lines.join('')).not.toContain(s3.settings.secret)
  expect(lines.join('')).not.toMatch(/Signature=|AWS4-HMAC/)
})

describe('settings', () => {
  async function read(changes: Record<string, string>, mode = 0o600) {
    const folder = await temporaryFolder()
    const file = join(folder, 'secret')
    await writeFile(file, `${'s'.repeat(40)}\n`)
    await chmod(file, mode)
    const all = {
      DIEM_CAU_DATA: folder,
      DIEM_CAU_SFU_SECRET_FILE: file,
      DIEM_CAU_PAPERS_S3_URL: 'https://s3.example.vn/giay-to/',
      DIEM_CAU_PAPERS_S3_KEY_ID: 'AK',
      DIEM_CAU_PAPERS_S3_SECRET_FILE: file,
    }
    return readConfig({ ...all, ...changes })
  }
  const S3 = 'DIEM_CAU_PAPERS_S3_'

  test('name the bucket, and the secret comes from its file', async () => {
    expect((await read({})).papers).toEqual({
      url: 'https://s3.example.vn/giay-to',
      region: 'us-east-1',
      keyId: 'AK',
      secret: 's'.repeat(40),
    })
    expect((await read({ [`${S3}REGION`]: 'vn-south-1' })).papers?.region).toBe('vn-south-1')
    expect((await read({ [`${S3}URL`]: '', [`${S3}KEY_ID`]: '', [`${S3}SECRET_FILE`]: '' })).papers).toBeNull()
  })

  test.for([
    [{ [`${S3}URL`]: '' }, 'URL: must be set'],
    [{ [`${S3}URL`]: 'ftp://host/bucket' }, 'URL: must be https://host/bucket'],
    [{ [`${S3}URL`]: 'https://me:geheim@host/bucket' }, 'URL: must be https://host/bucket'],
    [{ [`${S3}KEY_ID`]: '' }, 'KEY_ID: must be set'],
    [{ [`${S3}SECRET_FILE`]: '' }, 'SECRET_FILE: must be set'],
    [{ [`${S3}SECRET_FILE`]: '/nowhere' }, 'SECRET_FILE: ENOENT'],
  ] as const)('that do not fit are refused: %j', async ([changes, said]) => {
    const error: unknown = await read(changes).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ name: 'StartupError', en: expect.stringContaining(`${S3}${said}`) as string })
    expect(String(error)).not.toContain('geheim')
  })

  test('a secret that others may read is refused', async () => {
    await expect(read({}, 0o640)).rejects.toMatchObject({ en: expect.stringContaining('others may read it') as string })
  })
})
