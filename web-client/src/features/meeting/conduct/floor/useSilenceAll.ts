import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useMeetingClient } from '../../scope/MeetingContext.ts'
import { useAsk } from '../../scope/useAsk.ts'

/**
 * Silences every room but the chair's, and tells the person who did it what that means: the rooms themselves see
 * theirs.
 */
export function useSilenceAll(): () => Promise<void> {
  const { t } = useTranslation('conduct')
  const client = useMeetingClient()
  const { ask } = useAsk()
  return useCallback(async () => {
    if (await ask('floor:silenceAll', {})) client.toasts.show(t('mic.allCut'))
  }, [ask, client, t])
}
