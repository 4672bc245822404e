import { traceWith } from './spans.ts'

export interface Tracing {
  /** Sends what is left, for a second at most; then nothing is traced any more. */
  close(): Promise<void>
}

/** A collector that does not answer holds nobody up, in milliseconds. */
const EXPORT_MS = 2_000
const CLOSE_MS = 1_000

interface TracingOptions {
  /** Where the collector takes traces by OTLP over HTTP, without `/v1/traces`. */
  readonly url: string
  /** The server's name in traces. */
  readonly service: string
  /** Told when spans could not be sent; once until they can be again. */
  readonly onTrouble: (error: unknown) => void
  /** Spans go out together, so often at least, in milliseconds. */
  readonly everyMs?: number
}

/** Sends spans to a collector (OpenTelemetry) from now on. The libraries for it are read only then. */
export async function startTracing({ url, service, onTrouble, everyMs = 2_000 }: TracingOptions): Promise<Tracing> {
  const [{ BatchSpanProcessor, TracerProvider }, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all(
    [
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ],
  )
  const exporter = new OTLPTraceExporter({ url: `${url.replace(/\/$/, '')}/v1/traces`, timeoutMillis: EXPORT_MS })
  let isTold = false
  const told: typeof exporter.export = (spans, done) =>
    exporter.export(spans, (result) => {
      if (result.error && !isTold) onTrouble(result.error)
      isTold = result.error !== undefined
      done(result)
    })
  const processor = new BatchSpanProcessor({
    exporter: { export: told, shutdown: () => exporter.shutdown(), forceFlush: () => exporter.forceFlush() },
    scheduledDelayMillis: everyMs,
    exportTimeoutMillis: EXPORT_MS,
  })
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': `diem-cau-${service}` }),
    spanProcessors: [processor],
  })
  traceWith(provider.getTracer('diem-cau'))
  return {
    close: async () => {
      traceWith(null)
      await Promise.race([
        provider.shutdown().catch(onTrouble),
        new Promise<void>((resolve) => setTimeout(resolve, CLOSE_MS).unref()),
      ])
    },
  }
}
