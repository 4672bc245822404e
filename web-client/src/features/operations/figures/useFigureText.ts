import type { Unit } from '@diem-cau/signaling-contract/operations'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { formatFigure, UNREAD } from './formatFigure.ts'

/** Writes a figure with its unit in the language of the page. */
export function useFigureText(): (value: number | null | undefined, unit: Unit) => string {
  const { t, i18n } = useTranslation('operations')
  const { language } = i18n
  return useCallback(
    (value, unit) => {
      const text = formatFigure(value, unit, language)
      return unit === 'days' && text !== UNREAD ? t('days', { count: Math.floor(value ?? 0) }) : text
    },
    [t, language],
  )
}
