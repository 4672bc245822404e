import { connectedUnits, type MeetingState, type Vote, votersOf } from '@diem-cau/signaling-contract'

export interface VoteReach {
  /** How many would have a ballot. */
  readonly may: number
  /** Of how many units that are expected; null where delegates vote, of whom nobody is expected. */
  readonly of: number | null
  /** Units that are connected, but not confirmed since the roll was called: they would have none. */
  readonly unconfirmed: number
  /** A vote of so few decides nothing that the meeting could stand by. */
  readonly isFew: boolean
}

/** Who could vote if the vote were opened now (SPEC 10.2, 12.1). */
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
