import type { AgendaPoint, Conduct, conductRequests, MeetingEvent, OptionId, UnitRef, VoteId } from '@diem-cau/signaling-contract'
import type { z } from 'zod'

/** What only passes through or is only looked up, and is no fact of the meeting. */
type Volatile = 'paper:point' | 'chat:send' | 'chat:history' | 'complaint:send' | 'rollCall:times'

export type ConductRequestName = Exclude<keyof typeof conductRequests, Volatile>

/** What must be known beyond the state to decide some requests; looked up by who executes. */
type Known = {
  /** Counters of a secret vote, from the store. */
  'vote:close': { readonly tally: Readonly<Record<OptionId, number>> | null }
  /** Its name, when the meeting has this version of the paper. */
  'paper:open': { readonly paperName: string | null }
}

/** A request of a client: its name and data, and what was looked up for it. */
export type ConductRequest = {
  [N in ConductRequestName]: { readonly type: N; readonly data: z.infer<(typeof conductRequests)[N]['data']> } & (N extends keyof Known ? Known[N] : unknown)
}[ConductRequestName]

/** What the schedule says of how a meeting is conducted; `version`: of the plan. */
export type Programme = {
  readonly version: number
  readonly agenda: readonly Pick<AgendaPoint, 'itemId' | 'title' | 'presenter' | 'minutes'>[]
  readonly units: readonly UnitRef[]
} & Pick<Conduct, 'mode' | 'share' | 'speakLimitSec' | 'quorum'>

/** What happens by itself. */
export type ConductSystemCommand =
  /** The schedule as it is now. */
  | { readonly type: 'setProgramme'; readonly programme: Programme }
  /** What the office did to a meeting that is open (SPEC 11.7, 11.8). */
  | { readonly type: 'noteOffice'; readonly event: Extract<MeetingEvent, { type: 'invitedMore' | 'paperChanged' }> }
  /** The time has come to look who acts as the chair (SPEC 7.4). */
  | { readonly type: 'settleChair' }
  /** The countdown of a vote is over. */
  | { readonly type: 'voteTimeUp'; readonly voteId: VoteId; readonly tally: Readonly<Record<OptionId, number>> | null }

export type ConductCommand = ConductRequest | ConductSystemCommand
