import { isActingChair, type ParticipantId } from '@diem-cau/signaling-contract'
import { useTranslation } from 'react-i18next'
import type { StageWords } from './stageWords.ts'
import { useMeeting } from '../../scope/MeetingContext.ts'
import { useNameOf } from '../../scope/useCall.ts'

/**
 * Names the content of the stage: "Phường Phước Thới", "màn hình của bạn", "bạn (chủ tọa)"; '' when there is nothing.
 */
export function useStageText(): (words: StageWords) => string {
  const { t } = useTranslation('stage')
  const nameOf = useNameOf()
  const { me, chairs } = useMeeting(({ meeting, phase }) => {
    const mine = phase.kind === 'inMeeting' ? meeting.participants[phase.me] : undefined
    return { me: mine?.participantId ?? null, chairs: mine !== undefined && isActingChair(meeting, mine) }
  })
  const called = (id: ParticipantId) => (id === me ? t(chairs ? 'youChair' : 'you') : nameOf(id))
  const withSpeaker = (content: string, beside: ParticipantId | null) =>
    beside === null ? content : t('beside', { content, unit: called(beside) })
  return (words) => {
    switch (words.kind) {
      case 'people':
        return words.people.map(called).join(', ')
      case 'screen':
        return withSpeaker(words.by === me ? t('screenOfYou') : t('screenOf', { unit: nameOf(words.by) }), words.beside)
      case 'papers':
        return withSpeaker(words.by === me ? t('papersOfYou') : t('papersOf', { unit: nameOf(words.by) }), words.beside)
      case 'paper':
        return withSpeaker(t('paper', { name: words.name }), words.beside)
      case 'gallery':
        return t('gallery')
      case 'nothing':
        return ''
      default:
        return words satisfies never
    }
  }
}
