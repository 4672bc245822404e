import {
  type ChatMessage,
  type chatRequests,
  isOffice,
  MeetingError,
  type MeetingState,
  type Participant,
  type ParticipantId,
} from '@diem-cau/signaling-contract'
import type { Deciders, PassingOf } from '../core/subject.ts'

type To = ChatMessage['to']

/** Seats that read what is not for all, besides the author (SPEC 9.4). */
const readers: Record<Exclude<To, 'all'>, Participant['seat']> = { secretary: 'secretary', technician: 'technician' }

/** The lines of a meeting's chat, on disk. */
export type ChatBook = {
  readonly addChat: (line: Pick<ChatMessage, 'from' | 'fromName' | 'to' | 'text'>) => Promise<ChatMessage>
  /** Reads the lines to all, by this participant, or to these, oldest first. */
  readonly chatOf: (reader: ParticipantId, alsoTo: readonly To[]) => Promise<ChatMessage[]>
}

export const decideChat: Deciders<typeof chatRequests, 'chat:send' | 'chat:history'> = {
  'chat:set': ({ conduct }, { data: { open } }, { participantId: by }) =>
    open === conduct.chatOpen ? [] : [{ type: 'chatSet', open, by }],
}

/** A line is on disk before it is shown, and shown only to those who may read it. */
export const sendChat: PassingOf<typeof chatRequests, 'chat:send', ChatBook> = {
  pace: { perSecond: 1, burst: 8 },
  answer: async (state, from, { to, text }, { addChat }) => {
    const refused = mayNotWrite(state, from, to)
    if (refused) return refused
    const message = await addChat({ from: from.participantId, fromName: nameOf(from), to, text })
    const reading = Object.values(state.participants).filter(
      ({ participantId, seat }) => to === 'all' || participantId === from.participantId || seat === readers[to],
    )
    return {
      answer: {},
      tell: reading.map(({ participantId }) => ({ to: participantId, notice: { name: 'chat', message } })),
    }
  },
}

/** Answers the lines that this participant may read, oldest first. */
export const chatHistory: PassingOf<typeof chatRequests, 'chat:history', ChatBook> = {
  answer: async (_state, { participantId, seat }, _data, { chatOf }) => {
    const also = (['secretary', 'technician'] as const).filter((to) => readers[to] === seat)
    return { answer: { messages: await chatOf(participantId, also) } }
  },
}

function mayNotWrite(state: MeetingState, from: Participant, to: To): MeetingError | null {
  if (to === 'all' && from.seat === 'observer') return new MeetingError('forbidden', 'observers do not write to all')
  return to === 'all' && !state.conduct.chatOpen && !isOffice(state, from) ? new MeetingError('chatClosed') : null
}

/** The author's name for readers who come when the author is gone: rooms by their unit, people by their own name. */
const nameOf = ({ seat, unit, name }: Participant): string =>
  unit && (seat === 'chair' || seat === 'delegate') ? unit.name : name
