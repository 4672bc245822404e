import { AsyncLocalStorage } from 'node:async_hooks'
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags, type Span, type Tracer } from '@opentelemetry/api'
import { requestOfLine } from './requestScope.ts'

const active = new AsyncLocalStorage<Span>()
let tracer: Tracer | null = null

/** From now on spans are made; null: none are any more. */
export function traceWith(next: Tracer | null): void {
  tracer = next
}

interface SpanOptions {
  /** `server`: a request that came here; `client`: one that goes to another server, or to a worker; else part of one. */
  readonly kind?: 'server' | 'client'
  /** As the caller told (`TraceParent`); without one, the span that is worked in now. */
  readonly parent?: string | undefined
}

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT }

/**
 * Does the work as a span of the trace, which ends with it. Without tracing it costs nothing but the call.
 * @param work gets what the next server is to be told; undefined without tracing
 */
export function inSpan<T>(
  name: string,
  { kind, parent }: SpanOptions,
  work: (traceParent: string | undefined) => T,
): T {
  if (tracer === null) return work(undefined)
  const { requestId } = requestOfLine()
  const attributes = requestId === undefined ? {} : { 'diem_cau.request_id': requestId }
  const around = active.getStore()
  const told = around?.spanContext() ?? (parent === undefined ? null : spanContextOf(parent))
  const context = told === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, told)
  const span = tracer.startSpan(name, { kind: kind ? KINDS[kind] : SpanKind.INTERNAL, attributes }, context)
  const { traceId, spanId, traceFlags } = span.spanContext()
  const traceParent = `00-${traceId}-${spanId}-0${traceFlags & TraceFlags.SAMPLED}`
  return active.run(span, () => {
    try {
      const done = work(traceParent)
      if (!(done instanceof Promise)) {
        span.end()
        return done
      }
      const end = () => span.end()
      // The caller has the promise itself, and its failure.
      void done.then(end, (error: unknown) => fail(span, error))
      return done
    } catch (error) {
      fail(span, error)
      throw error
    }
  })
}

function fail(span: Span, error: unknown): void {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  span.setStatus({ code: SpanStatusCode.ERROR, message: code })
  span.end()
}

function spanContextOf(traceParent: string) {
  const [, traceId = '', spanId = '', flags = ''] = traceParent.split('-')
  return { traceId, spanId, traceFlags: Number(flags), isRemote: true }
}
