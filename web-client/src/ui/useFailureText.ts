import { errorTexts } from '@diem-cau/signaling-contract'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { RequestFailed, type FailureCode } from '../api/client/RequestFailed.ts'

/** What a person reads about something that failed: what happened and what to do. */
export function useFailureText(): (failure: unknown) => string {
  const { t, i18n } = useTranslation()
  return useCallback(
    (failure) => {
      const body = failure instanceof RequestFailed ? failure.body : null
      const code: FailureCode =
        typeof failure === 'string'
          ? (failure as FailureCode)
          : failure instanceof RequestFailed
            ? failure.code
            : 'internal'
      if (code === 'network' || code === 'noAnswer' || code === 'aborted') return t(`errors.${code}`)
      const text = errorTexts[i18n.language === 'en' ? 'en' : 'vi'][code] ?? errorTexts.vi.internal
      return body?.retryAfterSec ? `${text} ${t('errors.retryAfter', { seconds: body.retryAfterSec })}` : text
    },
    [t, i18n.language],
  )
}
