import { expect, onTestFinished, test, vi } from 'vitest'
import { startCollector } from '../../sfu/contract/testing/startCollector.ts'
import { seatsOf, TestOffice } from './support/TestOffice.ts'

test('16.26 a join is one trace, from the client’s request over the media node to the calls of its worker', async () => {
  const collector = await startCollector()
  vi.stubEnv('DIEM_CAU_OTLP_URL', collector.url)
  onTestFinished(() => void vi.unstubAllEnvs())
  await using office = await TestOffice.open({ seats: seatsOf(2), mediaNode: 'process' })
  await office.join(0)
  const named = (name: string, service: string) =>
    collector.spans.find((span) => span.name === name && span.service === `diem-cau-${service}`)
  await vi.waitFor(() => {
    const asked = named('endpoint:join', 'signaling')
    const served = named('endpoint:join', 'sfu')
    const joined = collector.spans.find(({ spanId }) => spanId === asked?.parentSpanId)
    expect(joined?.name).toMatch(/^(meeting:join|media:prepare)$/)
    expect(served?.parentSpanId).toBe(asked?.spanId)
    const worked = collector.spans.filter((span) => span.name === 'mediasoup' && span.parentSpanId === served?.spanId)
    // Two transports at least.
    expect(worked.length).toBeGreaterThanOrEqual(2)
    expect(new Set([joined, asked, served, ...worked].map((span) => span?.traceId)).size).toBe(1)
    const idOf = (span: typeof joined) =>
      span?.attributes.find(({ key }) => key === 'diem_cau.request_id')?.value.stringValue
    expect(idOf(joined)).toBeDefined()
    expect(idOf(served)).toBe(idOf(joined))
  }, 20_000)
  const routes = collector.spans.filter(({ name }) => name.startsWith('GET ') || name.startsWith('POST '))
  for (const { name } of routes) expect(name).not.toMatch(/\?/)
})
