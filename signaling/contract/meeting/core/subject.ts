import type { z } from 'zod'
import type { UnitRef } from '../../core/seat.ts'
import type { CoreSlice } from './state.ts'

/** Every reducer may know this besides its own slice. */
export type Around = { readonly hostUnit: UnitRef }

/** The slice after one more fact; `at`: milliseconds since the epoch. Pure; a fact about something that is not there changes nothing. */
type Reducer<Slice, Event, A> = (slice: Slice, event: Event, at: number, around: A) => Slice

/** A table with a reducer for each event of a subject. */
export type Reducers<Slice, Event extends { readonly type: string }, A = Around> = {
  readonly [E in Event as E['type']]: Reducer<Slice, E, A>
}

/** Answers of a subject to events of other subjects; each says itself what it needs of the event and of what is around. */
type Reactions<Slice> = Readonly<Record<string, Reducer<Slice, never, never>>>

/** The participants of a meeting. */
export type People = Pick<CoreSlice, 'participants'>
export type Change<T> = { readonly before: T; readonly after: T }

/** Derives a part of the slice from the participants; called after every event. */
type Follow<Slice> = (slice: Change<Slice>, people: Change<People>, at: number) => Slice

/** A row of the table of requests. */
export type Row = { readonly data: z.ZodType; readonly response: z.ZodType }
type Shape = Readonly<Record<string, z.ZodType>>
type Slice<S extends Shape> = z.infer<z.ZodObject<S>>
type EventSchemas = readonly z.ZodType<{ readonly type: string }>[]
type AnyReducers = Readonly<Record<string, (slice: never, event: never, at: number, around: never) => object>>

/** Any subject, for those who only handle it. */
export type AnySubject = {
  readonly slice: Shape
  readonly initial: object
  readonly events: EventSchemas
  readonly requests: Readonly<Record<string, Row>>
  readonly reduce: AnyReducers
  readonly reacts: AnyReducers
  readonly follow: ((slice: Change<never>, people: Change<People>, at: number) => object) | null
}

type Parts<S, I, E, R, D, A, F> = {
  /** The fields that it adds to the state, as schemas, and what they are before the first event. */
  readonly slice: S
  readonly initial: I
  readonly events: E
  readonly requests: R
  readonly reduce: D
  readonly reacts: A
  readonly follow: F | null
}

/**
 * Types a subject of a meeting: the fields that it adds to the state, the events that change them, what clients may ask.
 * It writes its own slice alone; to events of others it reacts.
 */
export function subject<
  S extends Shape,
  const E extends EventSchemas,
  const R extends Readonly<Record<string, Row>>,
  D extends Reducers<Slice<S>, z.infer<E[number]>, never>,
  A extends Reactions<Slice<S>> = { readonly [K in never]: never },
>({
  reacts = {} as A,
  follow,
  ...rest
}: Omit<Parts<S, Slice<S>, E, R, D, A, never>, 'reacts' | 'follow'> & {
  readonly reacts?: A
  readonly follow?: Follow<Slice<S>>
}): Parts<S, Slice<S>, E, R, D, A, Follow<Slice<S>>> {
  return { ...rest, reacts, follow: follow ?? null }
}
