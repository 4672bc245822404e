import type {
  conductRequests,
  MeetingEvent,
  OptionId,
  RequestData,
  RequestId,
  VoteId,
} from '@diem-cau/signaling-contract'

type Name = keyof typeof conductRequests

/** One request of a participant that changes something whenever it is not refused. */
export type Asked = {
  [N in Name]: {
    readonly requestId: RequestId
    readonly name: N
    readonly data: RequestData<N>
    /** Type of the event that the log must have of it. */
    readonly writes: MeetingEvent['type']
    readonly ballot?: { readonly voteId: VoteId; readonly optionId: OptionId }
  }
}[Name]

export type TellTale = { readonly command: Asked; answer: 'acknowledged' | 'refused' | null }

/** Everything that was asked in a meeting, and what the participants were told of it; null = nothing yet. */
export class Told {
  readonly all: TellTale[] = []

  ask(command: Asked): TellTale {
    const entry: TellTale = { command, answer: null }
    this.all.push(entry)
    return entry
  }

  count(answer: TellTale['answer']): number {
    return this.all.filter((entry) => entry.answer === answer).length
  }
}
