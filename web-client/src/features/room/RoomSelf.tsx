import type { MeetingSummary } from '@diem-cau/signaling-contract'
import { useEffect, useEffectEvent } from 'react'
import { useStore } from 'zustand'
import { NextStep } from '../ownRoom/NextStep.tsx'
import { freeUntil } from '../ownRoom/nextOf.ts'
import { RoomDuty } from '../ownRoom/RoomDuty.tsx'
import { notNow } from '../ownRoom/notNow.ts'
import { useNext } from '../ownRoom/useNext.ts'
import { useShell } from './useShell.ts'

/** A newer client is taken only when nothing is planned for so long, in milliseconds. */
const FREE_MS = 10 * 60_000

interface Props {
  readonly meetings: readonly MeetingSummary[]
  readonly now: number
  /** True while somebody uses a dialog of the page. */
  readonly isUsed: boolean
  readonly onOpen: (meetingId: string) => void
}

/** The room by itself, on its own page: what it does next, the way to it when it is time, newer clients in between. */
export function RoomSelf({ meetings, now, isUsed, onOpen }: Props) {
  const next = useNext(meetings, now)
  const until = freeUntil(next)
  useShell(!isUsed && (until === null || until - now > FREE_MS))
  const due = next.kind === 'join' || next.kind === 'wait' ? next.meeting.meetingId : null
  const open = useEffectEvent(onOpen)
  useEffect(() => {
    if (due !== null && !isUsed) open(due)
  }, [due, isUsed])
  const unwanted = useStore(notNow)
  // What somebody did not want is shown while it goes on, so that it can be taken back.
  const refused = meetings.find(
    ({ meetingId, phase, endsAt }) =>
      unwanted.has(meetingId) &&
      (phase === 'open' || phase === 'live' || (next.kind === 'none' && phase === 'scheduled' && endsAt > now)),
  )
  return (
    <>
      <RoomDuty state="home" freeUntil={isUsed ? 0 : until} />
      <NextStep next={next} meeting={refused ?? (next.kind === 'none' ? null : next.meeting)} now={now} />
    </>
  )
}
