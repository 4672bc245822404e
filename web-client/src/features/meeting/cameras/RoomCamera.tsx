import type { CameraPress, ParticipantId } from '@diem-cau/signaling-contract'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useStore } from 'zustand'
import { movesOf, PLACES, pressed } from '../../../live/media/cameraMoves.ts'
import { preferences } from '../../../live/meeting/preferences.ts'
import { roomSettings } from '../../ownRoom/roomSettings.ts'
import { useOwnRoom } from '../../ownRoom/useOwnRoom.ts'
import { useMeeting, useMeetingClient } from '../scope/MeetingContext.ts'
import { useConduct } from '../scope/useConduct.ts'
import { CameraMovedBand } from './CameraMovedBand.tsx'

/** On a room's PC: says what who conducts may do with the camera, does it, and shows that it is done (SPEC 24.1 to 24.3). */
export function RoomCamera() {
  const isRoom = useOwnRoom()
  const me = useMeeting(({ phase }) => (phase.kind === 'inMeeting' ? phase.me : null))
  return isRoom && me !== null ? <OfRoom me={me} /> : null
}

function OfRoom({ me }: { readonly me: ParticipantId }) {
  const client = useMeetingClient()
  const isLet = useStore(roomSettings, ({ officeMovesCamera }) => officeMovesCamera)
  const allPlaces = useStore(preferences, ({ cameraPlaces }) => cameraPlaces)
  const { camera, cameraOn } = useMeeting(({ local }) => local)
  const { known, isRefused } = useConduct(({ movableCameras, cameraRefused }) => ({
    known: movableCameras[me] ?? null,
    isRefused: cameraRefused[me] === true,
  }))
  const queue = useRef(Promise.resolve(true))
  const open = camera.kind === 'on' && cameraOn ? camera : null
  const places = (open && allPlaces[open.deviceId]) ?? []
  const moves = open && isLet && !isRefused ? [...movesOf(open.track).keys()] : []
  const kept = moves.length > 0 ? PLACES.filter((n) => places[n]) : []
  const wanted = JSON.stringify({ moves, places: kept })
  const told = JSON.stringify({ moves: known?.moves ?? [], places: known?.places ?? [] })

  const tell = useEffectEvent(() => {
    client.ask('camera:offer', { moves, places: kept }).catch(() => undefined)
  })
  useEffect(() => {
    if (wanted !== told) tell()
  }, [wanted, told])

  const press = useEffectEvent((asked: CameraPress) => {
    // A press that was on its way when the room refused does nothing.
    if (open === null || moves.length === 0) return
    const { track } = open
    queue.current = queue.current.then(() => pressed(track, asked, places))
  })
  useEffect(() => client.conduct$.on((notice) => notice.name === 'cameraMoveAsked' && press(notice.press)), [client])
  return known?.mover ? <CameraMovedBand mover={known.mover} /> : null
}
