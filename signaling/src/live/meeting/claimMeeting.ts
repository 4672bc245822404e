import { MeetingError, type MeetingId } from '@diem-cau/signaling-contract'
import { DirectoryUnavailable, type Lease, type Leases } from '../directory/Leases.ts'

interface Options {
  readonly leases: Leases
  /** Tells of another process whether it has ended; without it nobody's end is known before its leases run out. */
  readonly hasEnded?: (processId: string) => Promise<boolean>
}

/**
 * Takes the meeting for this process. Opened here while another has it, it would have every line marked lost and be taken over at its node: away
 * from those who are in it.
 * @throws MeetingError `elsewhere` with the process that conducts it, `placementUnavailable` while it cannot be known which
 */
export async function claimMeeting(
  { leases, hasEnded }: Options,
  meetingId: MeetingId,
  onLost: () => void,
): Promise<Lease> {
  const name = `meeting:${meetingId}`
  try {
    let claimed = await leases.claim(name, onLost)
    if (claimed.kind === 'elsewhere' && (await hasEnded?.(claimed.holder)))
      claimed = await leases.claim(name, onLost, claimed.holder)
    if (claimed.kind === 'held') return claimed.lease
    throw new MeetingError('elsewhere', 'another process conducts the meeting', { process: claimed.holder })
  } catch (error) {
    if (!(error instanceof DirectoryUnavailable)) throw error
    throw new MeetingError('placementUnavailable', error.message)
  }
}
