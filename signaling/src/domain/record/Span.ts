/** A time, in milliseconds since the epoch; `to` is the first moment that is no longer of it. */
export type Span = { readonly from: number; readonly to: number }

export const lengthOf = (spans: readonly Span[]): number => spans.reduce((sum, { from, to }) => sum + to - from, 0)

/** Cuts the spans to the time between two moments; they stay in their order. */
export function within(spans: readonly Span[], from: number, to: number): Span[] {
  return spans.flatMap((span) => {
    const cut = { from: Math.max(span.from, from), to: Math.min(span.to, to) }
    return cut.to > cut.from ? [cut] : []
  })
}
