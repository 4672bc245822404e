import type { ItemId } from '@diem-cau/signaling-contract'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useConduct } from '../../scope/useConduct.ts'

/** Names a point of the agenda as "Mục 2: …", or the meeting in general. */
export function useItemTitle(): (itemId: ItemId | null) => string {
  const { t } = useTranslation('floor')
  const agenda = useConduct((conduct) => conduct.agenda)
  return useCallback(
    (itemId) => {
      const index = agenda.findIndex((point) => point.itemId === itemId)
      const point = agenda[index]
      return point ? t('item', { number: index + 1, title: point.title }) : t('inGeneral')
    },
    [agenda, t],
  )
}
