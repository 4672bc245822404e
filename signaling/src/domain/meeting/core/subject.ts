import type {
  MeetingError,
  MeetingEvent,
  MeetingState,
  Notice,
  Participant,
  ParticipantId,
} from '@diem-cau/signaling-contract'
import type { z } from 'zod'

/**
 * Those who may ask. `chair`: the acting chair. `office`: the acting chair, deputy, secretary.
 * `speakers`: all who may speak at all. `self`: anyone, about themselves; further rules are with the request.
 */
export type Who = 'chair' | 'office' | 'speakers' | 'self'

type Rows = Readonly<Record<string, { readonly data: z.ZodType; readonly response: z.ZodType }>>
type Facts = { readonly type: string }

/** Events, none when it is already so, or the error to answer. */
export type Decided = MeetingEvent[] | MeetingError

/** A request of a client: its name and data, and what was looked up for it. */
export type Asked<R extends Rows, N extends keyof R, Known = unknown> = {
  readonly type: N
  readonly data: z.infer<R[N]['data']>
} & (N extends keyof Known ? Known[N] : unknown)

/**
 * A table with a decider for each request that is recorded; `Passing`: those that only pass through. Pure.
 * `asker`: who is in the meeting, through its current endpoint; `now`: milliseconds since the epoch.
 */
export type Deciders<R extends Rows, Passing extends keyof R = never, Known = unknown> = {
  readonly [N in Exclude<keyof R, Passing>]: (
    state: MeetingState,
    request: Asked<R, N, Known>,
    asker: Participant,
    now: number,
  ) => Decided
}

/** Rate limit of the request, for each participant. */
export type PaceRule = { readonly perSecond: number; readonly burst: number }

/** The answer to a request that is no fact of the meeting, and notices of it to others. */
type Passed<Response> = {
  readonly answer: Response
  readonly tell?: readonly { readonly to: ParticipantId; readonly notice: Notice }[]
}

/** A request that only passes through, or is kept apart from the log; `books`: what it reads and writes besides the state. */
export type Passing<Data, Response, Books = unknown> = {
  readonly pace?: PaceRule
  /** Looked at before it counts for the pace. */
  readonly refuse?: (state: MeetingState, from: Participant, data: Data) => MeetingError | null
  readonly answer: (
    state: MeetingState,
    from: Participant,
    data: Data,
    books: Books,
  ) => Passed<Response> | MeetingError | Promise<Passed<Response> | MeetingError>
}

/** The same of a row of the table of requests. */
export type PassingOf<R extends Rows, N extends keyof R, Books = unknown> = Passing<
  z.infer<R[N]['data']>,
  z.infer<R[N]['response']>,
  Books
>

/** Waits that differ from the protocol's own. */
export type Timings = { readonly chairGraceMs?: number }

/** A command that is due at a time, unless the state is another by then. */
export type Due<Command = Facts, Books = unknown> = {
  /** The same as long as it is the same thing that is waited for. */
  readonly key: string
  /** `at`: milliseconds since the epoch; `afterMs`: from when it is first waited for. */
  readonly when: { readonly at: number } | { readonly afterMs: number }
  readonly command: (books: Books) => Command | Promise<Command>
}

/** Any subject, for those who only handle it. */
export type AnySubject = {
  readonly requests: Rows
  readonly mayAsk: Readonly<Record<string, Who>>
  readonly decide: Readonly<
    Record<string, (state: never, request: never, asker: Participant, now: number) => readonly Facts[] | MeetingError>
  >
  readonly lookUp: Readonly<Record<string, (data: never, books: never) => Promise<object>>>
  readonly byItself: Readonly<Record<string, (state: never, command: never, now: number) => readonly Facts[]>>
  readonly due: readonly ((state: never, timings: Timings) => Due<Facts, never> | null)[]
  readonly passing: Readonly<Record<string, Passing<never, unknown, never>>>
  readonly forClients: Hiding<Readonly<Record<string, (event: never) => Facts>>>
}

/** Clients are told these events, and the state, otherwise than they are recorded. */
type Hiding<Events> = { readonly events: Events; readonly state?: (state: MeetingState) => MeetingState }

type None = { readonly [K in never]: never }

type Optional<L, B, U, P, H> = {
  /** Finds what must be known beyond the state to decide some of its requests; called when their turn has come. */
  readonly lookUp: L
  /** Commands of the system. */
  readonly byItself: B
  /** Each answers a command that comes with time, and when; called after every change, and after a restart. */
  readonly due: U
  /** Requests that are no facts of the meeting. */
  readonly passing: P
  /** Events and state as clients are told them, where it is otherwise than they are recorded. */
  readonly forClients: Hiding<H>
}

/** Types a subject of the conduct of a meeting, as the server decides it; `requests`: its table in the contract. */
export function subject<
  const R extends Rows,
  D extends Pick<AnySubject['decide'], Exclude<keyof R & string, keyof P>>,
  P extends AnySubject['passing'] = None,
  L extends AnySubject['lookUp'] = None,
  B extends AnySubject['byItself'] = None,
  const U extends AnySubject['due'] = readonly [],
  H extends AnySubject['forClients']['events'] = None,
>(
  parts: { readonly requests: R; readonly mayAsk: Readonly<Record<keyof D, Who>>; readonly decide: D } & Partial<
    Optional<L, B, U, P, H>
  >,
): { readonly requests: R; readonly mayAsk: Readonly<Record<keyof D, Who>>; readonly decide: D } & Optional<
  L,
  B,
  U,
  P,
  H
> {
  const none = {
    lookUp: {} as L,
    byItself: {} as B,
    due: [] as AnySubject['due'] as U,
    passing: {} as P,
    forClients: { events: {} as H },
  }
  return { ...none, ...parts }
}
