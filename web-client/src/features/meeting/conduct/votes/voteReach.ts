import { connectedUnits, type MeetingState, type Vote, votersOf } from '@diem-cau/signaling-contract'

export interface VoteReach {
  /** The number of voters who would have a ballot. */
  readonly may: number
  /** The number of units that are expected; null where delegates vote, of whom nobody is expected. */
  readonly of: number | null
  /** Units that are connected but have not confirmed since the roll was called: they would have no ballot. */
  readonly unconfirmed: number
  /** True when so few vote that the meeting could not stand by the result. */
  readonly isFew: boolean
}

/** Counts those who could vote if the vote were opened now (SPEC 10.2, 12.1). */
export function voteReach(meeting: MeetingState, electorate: Vote['electorate']): VoteReach {
  const voters = votersOf(meeting, electorate)
  const may = Object.keys(voters).length
  if (electorate === 'delegates') return { may, of: null, unconfirmed: 0, isFew: may <= 1 }
  const connected = connectedUnits(meeting)
  const { units } = meeting.conduct
  return {
    may,
    of: units.length,
    unconfirmed: units.filter(({ code }) => connected.has(code) && voters[code] === undefined).length,
    isFew: may <= 1,
  }
}
