import { meetingLimits } from '@diem-cau/signaling-contract'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { RequestFailed, type FailureCode } from '../api/client/RequestFailed.ts'

/** Tells a person what happened when something failed, and what to do. */
export function useFailureText(): (failure: unknown) => string {
  const { t } = useTranslation()
  return useCallback(
    (failure) => {
      const body = failure instanceof RequestFailed ? failure.body : null
      const code: FailureCode =
        typeof failure === 'string'
          ? (failure as FailureCode)
          : failure instanceof RequestFailed
            ? failure.code
            : 'internal'
      const { units, items, votes, notes } = meetingLimits
      const text = t(`errors.${code}`, { units, items, votes, notes })
      return body?.retryAfterSec ? `${text} ${t('errors.retryAfter', { seconds: body.retryAfterSec })}` : text
    },
    [t],
  )
}
