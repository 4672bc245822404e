import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useMeetingClient } from '../scope/MeetingContext.ts'

/** Says that the document camera was unplugged while it was shared (SPEC 24.5). */
export function DocumentCameraLost() {
  const { t } = useTranslation('meeting')
  const client = useMeetingClient()
  useEffect(() => client.local.screen.lost$.on(() => client.toasts.show(t('documentCamera.lost'), 'warn')), [client, t])
  return null
}
