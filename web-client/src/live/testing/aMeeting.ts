import {
  EndpointId,
  initialState,
  LoggedEvent,
  MeetingId,
  ParticipantId,
  reduce,
  type JoinMedia,
  type MeetingState,
  type RequestResponse,
} from '@diem-cau/signaling-contract'
import { freshMedia } from './FakeDevice.ts'

export const meetingId = MeetingId.parse('m1')
export const me = ParticipantId.parse('p.me')
export const other = ParticipantId.parse('p.other')

/** @param seq its number in the log */
export const logged = (seq: number, event: unknown): LoggedEvent => LoggedEvent.parse({ seq, at: 1_000 + seq, event })

const joined = (who: string, seat: string) => ({
  type: 'participantJoined',
  participantId: `p.${who}`,
  accountId: who,
  name: who,
  unit: { code: who, name: `Phường ${who}` },
  seat,
  endpointId: `e-${who}`,
  deviceId: `d-${who}`,
  deviceName: 'Chrome, Windows',
})

/** The log of a meeting with two in it. */
export const log: readonly LoggedEvent[] = [
  { type: 'meetingOpened', title: 'Giao ban', hostUnit: { code: 'o-mon', name: 'Quận Ô Môn' } },
  joined('other', 'chair'),
  joined('me', 'delegate'),
].map((event, index) => logged(index + 1, event))

/** The state after the log. */
export const whole: MeetingState = log.reduce(reduce, initialState(meetingId))

/** The answer to a join of `me`. */
export function joinAnswer(
  media: JoinMedia = { kind: 'fresh', ...freshMedia('a') },
  state = whole,
): RequestResponse<'meeting:join'> {
  return {
    participantId: me,
    endpointId: EndpointId.parse('e-me'),
    sync: { kind: 'snapshot', seq: log.length, state },
    media,
  }
}

const camera = { producerId: 'of-c1', source: 'camera', kind: 'video', paused: false, layerHeights: [180, 360, 720] }

/** `other` sends a camera. */
export const cameraOpened = logged(log.length + 1, { type: 'producerOpened', participantId: other, ...camera })
