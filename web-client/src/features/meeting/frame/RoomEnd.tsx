import { useEffect, useEffectEvent, useState } from 'react'
import { serverNow } from '../../../time/serverClock.ts'
import { useNow } from '../../../time/useNow.ts'
import { bandAsks } from '../layout/bands.ts'
import { useLayout } from '../layout/LayoutContext.ts'
import { focusCard } from '../../ownRoom/remote/moveFocus.ts'
import { RoomDuty } from '../../ownRoom/RoomDuty.tsx'
import { roomMark } from '../../ownRoom/roomMark.ts'
import { useOwnRoom } from '../../ownRoom/useOwnRoom.ts'
import { useMeeting, useMeetingScope } from '../scope/MeetingContext.ts'

/** A room that is alone in a meeting past its planned end goes out after this time, in milliseconds. */
const ALONE_MS = 10 * 60_000
const LOOK_MS = 10_000
/** The card over the pictures that asks something. */
const ASKED = '[data-band][data-large="true"]'

/** What a room's PC does in a meeting without being asked: it comes back after a power cut, and leaves when nobody is left. */
export function RoomEnd() {
  return useOwnRoom() && <Watch />
}

function Watch() {
  const { client, detail } = useMeetingScope()
  const now = useNow(LOOK_MS)
  const isAlone = useMeeting(({ order }) => order.length <= 1)
  const [aloneSince, setAloneSince] = useState<number | null>(null)
  const shown = isAlone ? (aloneSince ?? now) : null
  if (shown !== aloneSince) setAloneSince(shown)
  const isOver = shown !== null && now - Math.max(shown, detail.endsAt) >= ALONE_MS
  const leave = useEffectEvent(() => void client.leave())
  useEffect(() => {
    if (isOver && serverNow() > detail.endsAt) leave()
  }, [detail.endsAt, isOver])
  const asks = useLayout(({ bands }) => bandAsks(bands))
  useEffect(() => {
    // What has to be answered is answered with OK.
    if (asks) focusCard(ASKED)
  }, [asks])
  useEffect(() => roomMark.set(detail.meetingId), [detail.meetingId])
  return <RoomDuty state="meeting" />
}
