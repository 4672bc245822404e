import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { TraceParent } from '../control.ts'
import { inRequest } from './requestScope.ts'
import { inSpan, traceWith } from './spans.ts'
import { startTracing } from './startTracing.ts'
import { startCollector } from '../testing/startCollector.ts'

afterEach(() => traceWith(null))

async function traced(onTrouble: (error: unknown) => void = () => undefined) {
  const there = await startCollector()
  const tracing = await startTracing({ url: `${there.url}/`, service: 'signaling', onTrouble, everyMs: 20 })
  onTestFinished(() => tracing.close())
  return { ...there, tracing }
}

test('16.26 what is done for a request is one trace, from server to server, with the id that its logs have', async () => {
  const { spans, tracing } = await traced()
  await inRequest('r-1', () =>
    inSpan('meeting:join', { kind: 'server' }, () =>
      inSpan('endpoint:join', { kind: 'client' }, async (traceParent) => {
        expect(TraceParent.safeParse(traceParent).success).toBe(true)
        // What the next server does of it, with nothing but what it was told.
        await new Promise<void>((resolve) =>
          setImmediate(() =>
            inRequest('r-1', () => inSpan('endpoint:join', { kind: 'server', parent: traceParent }, () => resolve())),
          ),
        )
      }),
    ),
  )
  await tracing.close()
  const [served, asked, joined] = spans
  expect(spans.map(({ name, kind }) => [name, kind])).toEqual([
    ['endpoint:join', 2],
    ['endpoint:join', 3],
    ['meeting:join', 2],
  ])
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1)
  expect([joined?.parentSpanId, asked?.parentSpanId, served?.parentSpanId]).toEqual(['', joined?.spanId, asked?.spanId])
  for (const { attributes } of spans)
    expect(attributes).toContainEqual({ key: 'diem_cau.request_id', value: { stringValue: 'r-1' } })
  expect(new Set(spans.map(({ service }) => service))).toEqual(new Set(['diem-cau-signaling']))
})

test('16.26 what fails is marked with its code, and fails as it did', async () => {
  const { spans, tracing } = await traced()
  const refused = Object.assign(new Error('full of people'), { code: 'full' })
  await expect(inSpan('join', {}, () => Promise.reject(refused))).rejects.toBe(refused)
  expect(() =>
    inSpan('join', {}, () => {
      throw refused
    }),
  ).toThrow(refused)
  await tracing.close()
  expect(spans.map(({ status }) => status)).toEqual([
    { code: 2, message: 'full' },
    { code: 2, message: 'full' },
  ])
})

test('16.26 a collector that refuses is told of once until it takes spans again, and holds nobody up', async () => {
  const troubles: unknown[] = []
  const { spans, state } = await traced((error) => troubles.push(error))
  state.fails = true
  const next = async () => {
    const before = state.asked
    expect(inSpan('work', {}, () => 'done')).toBe('done')
    await vi.waitFor(() => expect(state.asked).toBeGreaterThan(before))
  }
  await next()
  await vi.waitFor(() => expect(troubles).toHaveLength(1))
  await next()
  state.fails = false
  await next()
  await vi.waitFor(() => expect(spans).toHaveLength(1))
  expect(troubles).toHaveLength(1)
})

test('without tracing nothing is made, and nothing is told to the next server', () => {
  expect(inSpan('work', { kind: 'client' }, (traceParent) => traceParent)).toBeUndefined()
})
