import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import * as contract from '@diem-cau/signaling-contract'
import * as office from '@diem-cau/signaling-contract/office'
import type { FastifyInstance } from 'fastify'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { connect, joinData, startOffice } from '../../testing/startOffice.ts'
import { textsOf } from '../../testing/textsOf.ts'

/** Each stops one of: PostgreSQL, XML, a terminal, whoever reads it. */
const UNFIT = ['\u0000', '\u001b', '\ud800', '\udc00', '\ufffe', '\uffff', '\u{1fffe}', '\u202e', '\u2066']

/** Texts of these routes are for other tests to look at. */
const ELSEWHERE = new Set([
  // Every cell is parsed by itself, and refused with its line: readUnitRows, readPeopleRows.
  'ImportTable.csv',
  'POST /api/accounts/import body.csv',
  'POST /api/units/import body.csv',
])

/** Those inside of the schema that let a character through that no text may hold, or whose pattern has no end. */
function leaks(schema: z.core.$ZodType, name: string): string[] {
  return textsOf(schema, name)
    .filter(({ path, schema: text }) => !ELSEWHERE.has(path) && (letsThrough(text) || isOpenPattern(text)))
    .map(({ path }) => path)
}

function letsThrough(schema: z.core.$ZodType): boolean {
  return UNFIT.some((sign) =>
    [sign, `a${sign}b`, `a${sign}`, `${'a'.repeat(9)}${sign}${'a'.repeat(30)}`].some((text) => {
      const parsed = z.safeParse(schema, text)
      return parsed.success && (JSON.stringify(parsed.data) ?? '').includes(JSON.stringify(sign).slice(1, -1))
    }),
  )
}

const isOpenPattern = (schema: z.core.$ZodType) =>
  schema instanceof z.ZodString &&
  (schema.def.checks ?? []).some(
    ({ _zod: { def } }) => 'pattern' in def && def.pattern instanceof RegExp && !/^\^.*\$$/s.test(def.pattern.source),
  )

test('the search finds text wherever it is in a schema, and what lets everything through', () => {
  const bad = z.string().max(9)
  const schema = z.object({
    a: bad,
    b: z.array(bad.nullable()),
    c: z.record(bad, z.union([bad, z.int()])),
    d: z.tuple([bad]).optional(),
    e: z.discriminatedUnion('k', [z.object({ k: z.literal(1), f: bad.default('') })]),
    g: z
      .string()
      .transform((text) => text.trim())
      .pipe(z.string().min(1)),
    h: z.string().regex(/^ab/),
    i: z.preprocess(String, bad),
    good: contract.UnitCode,
    n: z.coerce.number(),
  })
  expect(leaks(schema, 'x').toSorted()).toEqual([
    'x.a',
    'x.b[]',
    'x.c{key}',
    'x.c{}|0',
    'x.d[0]',
    'x.e|0.f',
    'x.g',
    'x.h',
    'x.i',
  ])
})

test.each([
  ['messages', { ...contract }],
  ['REST', { ...office }],
  [
    'requests',
    Object.fromEntries(
      Object.entries(contract.requests).flatMap(([name, { data, response }]) => [
        [`${name} data`, data],
        [`${name} response`, response],
      ]),
    ),
  ],
])('1.8 no text of the contract (%s) holds what no text may hold', (_, schemas) => {
  const all = Object.entries(schemas).filter((entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType)
  expect(all.length).toBeGreaterThan(20)
  expect(all.flatMap(([name, schema]) => leaks(schema, name))).toEqual([])
})

test('1.8 nor does one of a route: its path, its query, its body, its answers', async () => {
  const found: string[] = []
  let looked = 0
  const listen = (message: unknown) =>
    (message as { fastify: FastifyInstance }).fastify.addHook('onRoute', ({ method, url, schema }) => {
      for (const each of [method].flat()) {
        // tus reads its own addresses.
        if (schema?.params === undefined && url.includes(':') && !url.startsWith('/api/papers/upload/'))
          found.push(`${each} ${url} has no schema of its path`)
        const parts = {
          params: schema?.params,
          query: schema?.querystring,
          body: schema?.body,
          ...Object(schema?.response),
        }
        for (const [part, of] of Object.entries(parts)) {
          if (!(of instanceof z.ZodType)) continue
          looked += 1
          found.push(...leaks(of, `${each} ${url} ${part}`))
        }
      }
    })
  subscribe('fastify.initialization', listen)
  try {
    await startOffice()
  } finally {
    unsubscribe('fastify.initialization', listen)
  }
  expect(looked).toBeGreaterThan(200)
  expect([...new Set(found)]).toEqual([])
})

test('1.8 a text that no store takes is refused where it enters, on the socket and over HTTP, signed in or not', async () => {
  const office = await startOffice()
  const ward = await connect(office, 'ward')
  for (const deviceName of ['\ud800', 'a\u0000b', '\uffff', '\u200b', 'a\u202eb']) {
    expect(await ward.send('meeting:join', { ...joinData, deviceName }), JSON.stringify(deviceName)).toMatchObject({
      ok: false,
      error: { code: 'badRequest' },
    })
  }
  const headers = { authorization: `Bearer ${await office.tokenOf('ward')}` }
  const signIn = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'a\u0000', password: 'x' }),
  }
  const claim = { ...signIn, body: JSON.stringify({ secret: 'x'.repeat(20) }) }
  const statuses = [
    await fetch(`${office.url}/api/units?q=%00`, { headers }),
    await fetch(`${office.url}/api/outbox?cursor=${Buffer.from('[1,"\\u0000"]').toString('base64url')}`, { headers }),
    await fetch(`${office.url}/api/sign-in`, signIn),
    await fetch(`${office.url}/api/pairings/x%00/claim`, claim),
  ].map(({ status }) => status)
  expect(statuses).toEqual([400, 403, 400, 400])
})
