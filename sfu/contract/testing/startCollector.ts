import { createServer } from 'node:http'
import { onTestFinished } from 'vitest'
import { z } from 'zod'

const Attribute = z.object({ key: z.string(), value: z.object({ stringValue: z.string().optional() }) })

const CollectedSpan = z.object({
  name: z.string(),
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().default(''),
  kind: z.int(),
  attributes: z.array(Attribute),
  status: z.object({ code: z.int(), message: z.string().optional() }).partial(),
})

/** A request of OTLP over HTTP, as JSON (OpenTelemetry Protocol 1.x): what is read of it. */
const Traces = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(Attribute) }),
      scopeSpans: z.array(z.object({ spans: z.array(CollectedSpan) })),
    }),
  ),
})

/** A collector of traces that keeps what it is sent, and refuses it while `state.fails`. It ends with the test. */
export async function startCollector() {
  const spans: (z.infer<typeof CollectedSpan> & { readonly service: string })[] = []
  const state = { fails: false, asked: 0 }
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      state.asked += 1
      const isTaken = !state.fails && request.url === '/v1/traces'
      if (isTaken)
        for (const { resource, scopeSpans } of Traces.parse(JSON.parse(Buffer.concat(parts).toString()))
          .resourceSpans) {
          const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? ''
          spans.push(...scopeSpans.flatMap((scope) => scope.spans.map((span) => ({ ...span, service }))))
        }
      response.writeHead(isTaken ? 200 : 400, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { url: `http://127.0.0.1:${address.port}`, spans, state }
}
