import type { InboxItem, MeetingItem } from '@diem-cau/signaling-contract/office'
import { useTranslation } from 'react-i18next'
import { whenText } from '../../time/timeText.ts'
import { useChangeTexts } from '../plan/useChangeTexts.ts'

export interface ItemText {
  readonly kind: string
  readonly title: string
  /** Further facts, line by line. */
  readonly lines: readonly string[]
}

/** Puts an item of the inbox into words. */
export function useItemText(): (item: InboxItem) => ItemText {
  const { t, i18n } = useTranslation('inbox')
  const changeTexts = useChangeTexts()
  return (item) => {
    if (item.kind === 'alert') {
      const { why, code, names, count } = item
      const more = count > names.length ? [t('alert.more', { count: count - names.length })] : []
      return {
        kind: t(`alert.${why}`),
        title: t(`findings.${code}`),
        lines: [...(count > 1 ? [t('alert.count', { count })] : []), [...names, ...more].join(', ')],
      }
    }
    if (item.kind === 'webhookOff') {
      const { name, error } = item
      return { kind: t('kinds.webhookOff'), title: name, lines: [t('webhookOffText', { error })] }
    }
    const when = whenText(item.startsAt, item.endsAt, i18n.language)
    const span = item.meetings > 1 ? t('dates', { count: item.meetings, when }) : when
    return { kind: t(`kinds.${item.kind}`), title: item.title, lines: linesOf(item, span) }
  }

  function linesOf(item: MeetingItem, span: string): string[] {
    switch (item.kind) {
      case 'invitation':
      case 'reminder':
        return [span, item.hostName]
      case 'changed': {
        const moved = item.before ? changeTexts(item.before, item) : []
        const others = item.changes.filter((change) => change !== 'time' && change !== 'place')
        return [
          ...moved,
          ...(others.length > 0
            ? [t('alsoChanged', { what: others.map((change) => t(`changes.${change}`)).join(', ') })]
            : []),
          span,
          ...(item.changes.includes('time') ? [t('change.again')] : []),
        ]
      }
      case 'cancelled':
        return [span, ...(item.note === '' ? [] : [t('reason', { reason: item.note })])]
      case 'withdrawn':
        return [span, t('withdrawnText')]
      case 'papers':
        return [...item.note.split('\n').filter(Boolean), span]
      case 'meetingFull':
        return [t('meetingFullText', { most: item.note }), t('meetingFullDo'), span, item.hostName]
      case 'nodesFull':
        return [t('nodesFullText'), t('nodesFullDo'), span, item.hostName]
      default:
        return item.kind satisfies never
    }
  }
}
