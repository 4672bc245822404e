import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useCallText } from '../../scope/useCall.ts'
import type { News } from './conductNews.ts'

/** Puts news of the conduct into words. */
export function useNewsText(): (news: News) => string {
  const { t } = useTranslation(['conduct', 'translation'])
  const callText = useCallText()
  return useCallback(
    (news) => {
      switch (news.key) {
        case 'mode':
          return t('news.mode', { mode: t(`mode.${news.mode}`) })
        case 'yourSeat':
          return t('news.yourSeat', { seat: t(`translation:seat.${news.seat}`) })
        case 'paperOpened':
          return t('news.paperOpened', { unit: callText(news.who), name: news.name })
        case 'stagePinned':
          return t('news.stagePinned', { units: news.units.map(callText).join(', ') })
        case 'chairBack':
        case 'chairInstead':
        case 'chairGiven':
        case 'asks':
        case 'granted':
        case 'done':
        case 'expelled':
        case 'cameraRefused':
          return t(`news.${news.key}`, { unit: callText(news.who) })
        case 'paperAdded':
        case 'paperVersion':
        case 'paperRemoved':
        case 'invitedMore':
          return t(`news.${news.key}`, { name: news.name })
        case 'itemStarted':
        case 'itemClosed':
          return t(`news.${news.key}`, { title: news.title })
        case 'voteOpened':
        case 'voteCancelled':
        case 'votePassed':
        case 'voteFailed':
        case 'voteCounted':
          return t(`news.${news.key}`, { question: news.question })
        default:
          return t(`news.${news.key}`)
      }
    },
    [callText, t],
  )
}
