import type { ChatMessage } from '@diem-cau/signaling-contract'
import type { MyPart } from '../../scope/myPart.ts'

export type Audience = ChatMessage['to']

/**
 * Lists the audiences that somebody may write to now (SPEC 9.4): the secretary and the technicians can always be asked
 * for help.
 */
export function chatAudiences({ participant, isOffice }: MyPart, chatOpen: boolean): readonly Audience[] {
  if (!participant) return []
  const all = isOffice || (chatOpen && participant.seat !== 'observer')
  return all ? ['all', 'secretary', 'technician'] : ['secretary', 'technician']
}
