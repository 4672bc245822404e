import type { AnySubject, Change, People } from './subject.ts'
import { together, type Together } from './together.ts'

type Facts = { readonly type: string }

/** The events that are known where these subjects are put together, by type. */
type Fitting<T, Event extends Facts, A> = {
  readonly [K in keyof T]: K extends Event['type']
    ? (slice: never, event: Extract<Event, { type: K }>, at: number, around: A) => object
    : never
}

/**
 * Fails to compile where a subject reduces or reacts to what is no event, or expects other properties of an event or of what is
 * around than there are: `subjects satisfies Fits<typeof subjects, Event, Around>`.
 */
export type Fits<S extends readonly AnySubject[], Event extends Facts, A> = {
  readonly [I in keyof S]: {
    readonly reduce: Fitting<S[I]['reduce'], Event, A>
    readonly reacts: Fitting<S[I]['reacts'], Event, A>
  }
}

/** The fields of these subjects, as schemas: for `z.object`. */
export function sliceOf<S extends AnySubject>(subjects: readonly S[]): Together<S['slice']> {
  return together(subjects.map(({ slice }): S['slice'] => slice))
}

export function initialOf<S extends AnySubject>(subjects: readonly S[]): Together<S['initial']> {
  return together(subjects.map(({ initial }): S['initial'] => initial))
}

export function eventsOf<S extends AnySubject>(subjects: readonly S[]): S['events'][number][] {
  return subjects.flatMap(({ events }): readonly S['events'][number][] => events)
}

export function requestsOf<S extends AnySubject>(subjects: readonly S[]): Together<S['requests']> {
  return together(subjects.map(({ requests }): S['requests'] => requests))
}

/** The state after one more fact: of each subject that has a say its own fields are changed, and no others. */
export function reduceWith<State extends object>(
  subjects: readonly AnySubject[],
  state: State,
  event: Facts,
  at: number,
  around: object,
): State {
  return changed(subjects, state, ({ reduce, reacts }) => {
    const reducer = own(reduce, event.type) ?? own(reacts, event.type)
    // The type `Fits` of the list makes sure that event and slice belong to the reducer.
    return reducer?.(state as never, event as never, at, around as never)
  })
}

/** The state after all that follows from who is in the meeting. */
export function followWith<State extends object>(
  subjects: readonly AnySubject[],
  slice: Change<State>,
  people: Change<People>,
  at: number,
): State {
  return changed(subjects, slice.after, ({ follow }) => follow?.(slice as Change<never>, people, at))
}

function changed<State extends object>(
  subjects: readonly AnySubject[],
  state: State,
  next: (subject: AnySubject) => object | undefined,
): State {
  let after = state
  for (const subject of subjects) {
    const slice = next(subject)
    if (slice !== undefined && slice !== state) after = { ...after, ...fieldsOf(subject, slice) }
  }
  return after
}

function fieldsOf({ slice }: AnySubject, from: object): object {
  return Object.fromEntries(Object.entries(from).filter(([key]) => Object.hasOwn(slice, key)))
}

function own<T>(map: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined
}
