import type { Participant, ParticipantId } from '@diem-cau/signaling-contract'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { type Call, callOf } from '../../../live/meeting/callOf.ts'
import { useMeeting } from './MeetingContext.ts'

type Someone = Parameters<typeof callOf>[1]

/** The call of one participant. */
export function useCall(participant: Participant): Call {
  return useMeeting(({ meeting }) => callOf(meeting, participant))
}

/** Writes a call in words, with what a person is there: "Lê Thị Ngọc Hân (thư ký)". */
export function useCallText(): (call: Call) => string {
  const { t } = useTranslation('meeting')
  return useCallback(({ name, as }) => (as === null ? name : t(`who.${as}`, { name })), [t])
}

/** The name of one participant in words; '' when it is not there. */
export function useName(id: ParticipantId | null): string {
  const callText = useCallText()
  const call = useMeeting(({ meeting }) => {
    const participant = id === null ? undefined : meeting.participants[id]
    return participant ? callOf(meeting, participant) : null
  })
  return call ? callText(call) : ''
}

/** The names of any participants in words; '' for one who is not there. */
export function useNameOf(): (someone: Someone | ParticipantId | null | undefined) => string {
  const callText = useCallText()
  const meeting = useMeeting(({ meeting: { participants, hostUnit } }) => ({ participants, hostUnit }))
  return useCallback(
    (someone) => {
      const found = typeof someone === 'string' ? meeting.participants[someone] : someone
      return found ? callText(callOf(meeting, found)) : ''
    },
    [callText, meeting],
  )
}
