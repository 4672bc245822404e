import { useTranslation } from 'react-i18next'
import type { StageLayout } from '../../meeting/stageLayout.ts'
import { useMeeting } from '../MeetingContext.ts'
import { useNameOf } from '../useCall.ts'

/** What is on the stage, in words: "Phường Phước Thới", "màn hình của …"; '' when there is nobody. */
export function useStageText(layout: StageLayout): string {
  const { t } = useTranslation('stage')
  const nameOf = useNameOf()
  const paper = useMeeting(({ meeting }) => meeting.conduct.paper?.name ?? '')
  const withSpeaker = (content: string) => (layout.beside ? t('beside', { content, unit: nameOf(layout.beside.participantId) }) : content)
  switch (layout.kind) {
    case 'people':
      return layout.tiles.map(({ participantId }) => nameOf(participantId)).join(', ')
    case 'screen':
      return withSpeaker(t('screenOf', { unit: nameOf(layout.tiles[0]?.participantId) }))
    case 'paper':
      return withSpeaker(t('paper', { name: layout.own?.kind === 'paper' ? layout.own.name : paper }))
    case 'gallery':
      return t('gallery')
    case 'alone':
      return ''
    default:
      return layout.kind satisfies never
  }
}
