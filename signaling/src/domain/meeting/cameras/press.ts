import { type cameraRequests, isOffice, MeetingError } from '@diem-cau/signaling-contract'
import type { PassingOf } from '../core/subject.ts'
import { movableCamera } from './cameras.ts'

/** One press goes to the room alone, which does it (SPEC 24.2); that somebody moves the camera is on record, each press is not. */
export const press: PassingOf<typeof cameraRequests, 'camera:move'> = {
  pace: { perSecond: 5, burst: 10 },
  refuse: (state, from, { participantId, press: asked }) => {
    if (!isOffice(state, from)) return new MeetingError('forbidden', `${from.seat} may not move a camera`)
    const camera = movableCamera(state, participantId)
    if (camera instanceof MeetingError) return camera
    if (camera.mover !== from.participantId) return new MeetingError('cameraTaken', 'it was not taken, or by another')
    const can = asked.kind === 'step' ? camera.moves.includes(asked.move) : camera.places.includes(asked.place)
    return can ? null : new MeetingError('cameraNotMovable', 'this camera cannot be moved so')
  },
  answer: (_state, _from, { participantId, press: asked }) => ({
    answer: {},
    tell: [{ to: participantId, notice: { name: 'cameraMoveAsked', press: asked } }],
  }),
}
