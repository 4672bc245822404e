import type { BoardReason, BoardRoom } from '@diem-cau/signaling-contract/readiness'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

/** Why a room is not ready, in a few words: the worst, and how many more there are. */
export function useReasonText() {
  const { t } = useTranslation('board')
  const one = useCallback((reason: BoardReason) => t(`reason.${reason}`), [t])
  const worst = useCallback(
    ({ health, reasons: [first, ...others] }: Pick<BoardRoom, 'health' | 'reasons'>) => {
      if (first === undefined) return t(`health.${health}`)
      return others.length === 0 ? one(first) : t('andMore', { reason: one(first), count: others.length })
    },
    [t, one],
  )
  return { one, worst }
}
