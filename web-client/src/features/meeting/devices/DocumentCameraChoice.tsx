import { useTranslation } from 'react-i18next'
import { remember } from '../../../live/meeting/preferences.ts'
import { useMeeting, useMeetingClient } from '../scope/MeetingContext.ts'
import { DevicePicker } from './DevicePicker.tsx'
import { useDocumentCamera } from './useDocumentCamera.ts'

/** Chooses the camera that looks down on papers; this computer remembers it. Nothing where there is one camera only. */
export function DocumentCameraChoice() {
  const { t } = useTranslation('meeting')
  const client = useMeetingClient()
  const { choices, camera } = useDocumentCamera()
  const isShown = useMeeting(({ local }) => local.screen?.kind === 'documentCamera')
  if (!camera) return null
  return (
    <DevicePicker
      label={t('documentCamera.name')}
      choices={choices}
      value={camera.deviceId}
      onChange={(documentCameraId) => {
        remember({ documentCameraId })
        if (isShown) void client.local.screen.startCamera(documentCameraId)
      }}
    />
  )
}
