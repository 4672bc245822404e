import { useEffect, useEffectEvent, useRef } from 'react'
import { useMeetings } from '../../../api/stores/useMeetings.ts'
import { useNow } from '../../../time/useNow.ts'
import { ArrivalButton } from '../../ownRoom/ArrivalButton.tsx'
import { NextStep } from '../../ownRoom/NextStep.tsx'
import { useNext } from '../../ownRoom/useNext.ts'
import { useMeeting, useMeetingScope } from '../scope/MeetingContext.ts'
import classes from './LobbyView.module.css'

/** A way in that was refused is tried again after this time, in milliseconds. */
const AGAIN_MS = 10_000

interface Props {
  /** True once camera and microphone were looked for. */
  readonly isReady: boolean
  readonly onJoin: () => void
}

/** Takes a room into its meeting when it is time (SPEC 19.2), and says so before. Anybody there may be quicker, or say no. */
export function RoomEntry({ isReady, onJoin }: Props) {
  const { detail } = useMeetingScope()
  const { meetings } = useMeetings()
  const now = useNow()
  const { phase, connection, failure } = useMeeting((model) => ({
    phase: model.phase.kind,
    connection: model.connection.kind,
    failure: model.joinFailure,
  }))
  const meeting = meetings?.find(({ meetingId }) => meetingId === detail.meetingId) ?? detail
  const next = useNext([meeting], now)
  const triedAt = useRef(0)
  const join = useEffectEvent(() => {
    triedAt.current = now
    onJoin()
  })
  const isTime = next.kind === 'join' && next.at <= now
  // Where another device of the room is in the meeting, a person decides which one it shall be.
  const mayTry = isReady && phase === 'lobby' && connection === 'online' && failure?.code !== 'alreadyJoined'
  useEffect(() => {
    if (isTime && mayTry && now - triedAt.current >= AGAIN_MS) join()
  }, [isTime, mayTry, now])
  return (
    <div className={classes['room']}>
      <NextStep next={next} meeting={meeting} now={now}>
        <ArrivalButton meetingId={detail.meetingId} />
      </NextStep>
    </div>
  )
}
