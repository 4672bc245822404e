import { Button } from '@mantine/core'
import { IconLock, IconMicrophone, IconMicrophoneOff, IconVolumeOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { micWords } from './micWords.ts'
import { useMeetingClient } from '../../scope/MeetingContext.ts'
import { useControls } from '../../layout/useControls.ts'
import { useAsk } from '../../scope/useAsk.ts'
import classes from './MicStateChip.module.css'
import { useMyPart } from '../../scope/useMyPart.ts'
import { useAlone } from './useAlone.ts'
import { useMicState } from './useMicState.ts'

const icons = {
  none: IconMicrophoneOff,
  off: IconMicrophoneOff,
  closed: IconLock,
  heard: IconMicrophone,
  cut: IconVolumeOff,
}

/** Says in words whether this room is heard: a red light alone has let many a remark out. */
export function MicStateChip() {
  const { t } = useTranslation('conduct')
  const { mayMic } = useControls()
  const state = useMicState()
  const { mayReopen } = useMyPart()
  const { word, hint } = micWords(state, { isAlone: useAlone(), mayReopen })
  const StateIcon = icons[state]
  if (!mayMic) return null
  return (
    <div className={classes['root']} data-testid="mic-state" data-state={state} role="status">
      <StateIcon className={classes['icon']} aria-hidden />
      <span className={classes['text']}>
        <strong>{t(`mic.${word}`)}</strong>
        <small>{t(`micHint.${hint}`)}</small>
      </span>
      {state === 'cut' && mayReopen && <ConsentButton testId="mic-consent" />}
    </div>
  )
}

/** Opens a microphone that was cut. A hand in this room alone can do so (SPEC 8.6). */
export function ConsentButton({ testId, large = false }: { readonly testId: string; readonly large?: boolean }) {
  const { t } = useTranslation('conduct')
  const client = useMeetingClient()
  const { ask, pending } = useAsk()
  const consent = async () => {
    if (await ask('mic:consent', {})) await client.local.setMic(true)
  }
  return (
    <Button
      {...(large ? { size: 'lg', variant: 'white', color: 'dark' } : { size: 'sm', color: 'navy' })}
      className={classes['consent']}
      loading={pending}
      onClick={() => void consent()}
      data-testid={testId}
    >
      {t('mic.consent')}
    </Button>
  )
}
