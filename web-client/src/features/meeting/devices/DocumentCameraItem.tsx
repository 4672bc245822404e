import { Menu } from '@mantine/core'
import { IconFileOff, IconFileSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useControls } from '../layout/useControls.ts'
import { useMeeting } from '../scope/MeetingContext.ts'
import { useDocumentCamera } from './useDocumentCamera.ts'

/** Shares what lies under the document camera, or ends it; nothing where there is no second camera (SPEC 24.4). */
export function DocumentCameraItem() {
  const { t } = useTranslation('meeting')
  const controls = useControls()
  const { camera } = useDocumentCamera()
  const isShown = useMeeting(({ local }) => local.screen?.kind === 'documentCamera')
  if (!controls.mayShowPapers || (camera === null && !isShown)) return null
  return (
    <Menu.Item
      leftSection={isShown ? <IconFileOff size="1.2em" /> : <IconFileSearch size="1.2em" />}
      disabled={!isShown && !controls.mayShareNow}
      onClick={() => controls.toggleDocumentCamera(camera?.deviceId ?? '')}
      data-testid="document-camera"
    >
      {t(isShown ? 'documentCamera.stop' : 'documentCamera.start')}
    </Menu.Item>
  )
}
