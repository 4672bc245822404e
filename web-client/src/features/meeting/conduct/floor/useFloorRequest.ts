import type { ItemId } from '@diem-cau/signaling-contract'
import { useCallback } from 'react'
import { rememberSpeaker, useSpeakers } from './speakers.ts'
import { useMeetingClient } from '../../scope/MeetingContext.ts'
import { useAsk } from '../../scope/useAsk.ts'
import { useConduct } from '../../scope/useConduct.ts'
import { useMyPart } from '../../scope/useMyPart.ts'

/** Asks for the floor, and takes that back. */
export function useFloorRequest() {
  const client = useMeetingClient()
  const part = useMyPart()
  const { ask, pending } = useAsk()
  const accountId = part.participant?.accountId ?? null
  const speakers = useSpeakers(accountId)
  const { mode, current } = useConduct(({ mode, agenda }) => ({
    mode,
    current: agenda.find(({ status }) => status === 'current')?.itemId ?? null,
  }))
  /**
   * True when one may ask. Nobody has to where anyone speaks freely, and the acting chair never. While only the chair
   * speaks one may line up.
   */
  const mayRequest =
    part.maySpeak &&
    part.isStarted &&
    mode !== 'open' &&
    !part.isActingChair &&
    !part.holdsFloor &&
    part.queuePlace === null
  const request = useCallback(
    async (speaker = speakers.last, itemId: ItemId | null = current) => {
      if (accountId === null) return
      if ((await ask('floor:request', { itemId, speaker: speaker.trim(), note: '' })) === null) return
      rememberSpeaker(accountId, speaker)
      // A request for the floor is consent to be heard once it is granted (SPEC 8.6); until then the meeting keeps it
      // closed.
      await client.local.setMic(true)
    },
    [accountId, ask, client, current, speakers.last],
  )
  const withdraw = useCallback(() => ask('floor:withdraw', { participantId: null }), [ask])
  const end = useCallback(() => ask('floor:end', { participantId: null }), [ask])
  return { part, mayRequest, request, withdraw, end, pending, speakers, current }
}
