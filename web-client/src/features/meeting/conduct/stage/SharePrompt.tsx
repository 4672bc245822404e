import { Button } from '@mantine/core'
import { IconScreenShare } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Band } from '../../layout/Band.tsx'
import banner from '../../layout/Banners.module.css'
import { useControls } from '../../layout/useControls.ts'
import { useDocumentCamera } from '../../devices/useDocumentCamera.ts'
import { useMeeting } from '../../scope/MeetingContext.ts'

/** Asks this room, on the chair's behalf, to share its screen with one press: browsers let no page begin by itself. */
export function SharePrompt() {
  const { t } = useTranslation('stage')
  const controls = useControls()
  const asked = useMeeting(
    ({ meeting, phase, local }) =>
      phase.kind === 'inMeeting' && meeting.conduct.mayShare[phase.me] === true && local.screen === null,
  )
  if (!asked || !controls.mayShare) return null
  return <Asked onShare={controls.toggleShare} text={t('share.invited')} />
}

function Asked({ text, onShare }: { readonly text: string; readonly onShare: () => void }) {
  const { t } = useTranslation(['stage', 'meeting'])
  const controls = useControls()
  const { camera } = useDocumentCamera()
  const [later, setLater] = useState(false)
  if (later) return null
  return (
    <Band name="share-invited" order={60} weight="asks" icon={IconScreenShare} line={text}>
      <div className={banner['banner']} data-tone="info" role="alert" data-testid="share-invited">
        <span aria-hidden>
          <IconScreenShare size="1.3em" />
        </span>
        {text}
        <Button size="compact-md" onClick={onShare} data-testid="share-begin">
          {t('share.begin')}
        </Button>
        {camera && (
          <Button
            size="compact-md"
            variant="default"
            onClick={() => controls.toggleDocumentCamera(camera.deviceId)}
            data-testid="share-papers"
          >
            {t('meeting:documentCamera.start')}
          </Button>
        )}
        <Button size="compact-md" variant="default" onClick={() => setLater(true)}>
          {t('share.later')}
        </Button>
      </div>
    </Band>
  )
}
