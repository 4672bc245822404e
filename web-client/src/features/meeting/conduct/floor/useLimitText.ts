import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { duration } from '../../../../time/formatTime.ts'

/** Writes a limit as "3 phút", odd ones as a clock. */
export function useLimitText(): (seconds: number | null) => string {
  const { t } = useTranslation('floor')
  return useCallback(
    (seconds) =>
      seconds === null
        ? t('noLimit')
        : seconds % 60 === 0
          ? t('minutes', { count: seconds / 60 })
          : duration(seconds * 1_000),
    [t],
  )
}
