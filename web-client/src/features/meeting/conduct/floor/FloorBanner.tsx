import { Button } from '@mantine/core'
import { IconHandStop, IconMicrophone, IconMicrophoneOff } from '@tabler/icons-react'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { micWords } from './micWords.ts'
import { useMeetingClient } from '../../scope/MeetingContext.ts'
import { Band } from '../../layout/Band.tsx'
import type { BandPlace } from '../../layout/bands.ts'
import { useLayoutStore } from '../../layout/LayoutContext.ts'
import { useConduct } from '../../scope/useConduct.ts'
import { useMyPart } from '../../scope/useMyPart.ts'
import { usePanelCovers } from '../../layout/usePanelCovers.ts'
import { chime } from './chime.ts'
import classes from './FloorBanner.module.css'
import { FloorClockText } from './FloorClockText.tsx'
import { ConsentButton } from './MicStateChip.tsx'
import { useAlone } from './useAlone.ts'
import { useMicState } from './useMicState.ts'

const band: BandPlace = { name: 'floor', order: 30 }

/** Tells a room what it must not miss, across the whole width, to be read from the other end of it. */
export function FloorBanner() {
  const { t } = useTranslation('conduct')
  const client = useMeetingClient()
  const part = useMyPart()
  const mic = useMicState()
  const { word } = micWords(mic, { isAlone: useAlone(), mayReopen: part.mayReopen })
  const holder = useConduct(({ holders }) => holders.find(({ participantId }) => participantId === part.me))
  const now = part.holdsFloor ? 'granted' : part.queuePlace === 1 ? 'next' : part.mayReopen ? 'cut' : null
  const covers = usePanelCovers()
  const layout = useLayoutStore()
  const isCalled = now === 'granted'
  // A room that is called up must see it, whatever lies over the page.
  useEffect(() => {
    if (isCalled && covers) layout.setState({ panel: null })
  }, [covers, isCalled, layout])
  useChimeOn(now === 'granted' ? 'granted' : now === 'next' ? 'next' : null)

  if (holder) {
    return (
      <Band
        {...band}
        weight="asks"
        icon={mic === 'heard' ? IconMicrophone : IconMicrophoneOff}
        line={t(mic === 'heard' ? 'turn.now' : `turnMic.${mic}`)}
        tone={mic === 'heard' ? 'good' : 'bad'}
      >
        <div className={classes['root']} data-kind="granted" data-mic={mic} data-testid="floor-granted">
          {mic !== 'heard' && <IconMicrophoneOff className={classes['icon']} aria-hidden />}
          <div className={classes['text']} role="alert">
            {/* The reason why the room is not heard comes first, to be read from its far end. */}
            <strong>{t(mic === 'heard' ? 'turn.now' : `turnMic.${mic}`)}</strong>
            <span>{mic === 'heard' ? t(`mic.${word}`) : t('turn.nowBut', { what: t(`turnHint.${mic}`) })}</span>
          </div>
          {mic === 'cut' && <ConsentButton large testId="mic-consent-banner" />}
          {mic === 'off' && (
            <Button
              size="lg"
              variant="white"
              color="dark"
              leftSection={<IconMicrophone size="1.2em" aria-hidden />}
              onClick={() => void client.local.setMic(true)}
              data-testid="floor-open-mic"
            >
              {t('turn.openMic')}
            </Button>
          )}
          <FloorClockText holder={holder} size="large" />
        </div>
      </Band>
    )
  }
  if (now === 'next') {
    return (
      <Band {...band} weight="asks" icon={IconHandStop} line={t('turn.next')} tone="warn">
        <div className={classes['root']} data-kind="next" role="alert" data-testid="floor-next">
          <div className={classes['text']}>
            <strong>{t('turn.next')}</strong>
            <span>{t('turn.nextHint')}</span>
          </div>
        </div>
      </Band>
    )
  }
  if (now === 'cut') {
    return (
      <Band {...band} weight="asks" icon={IconMicrophoneOff} line={t('mic.cut')} tone="bad">
        <div className={classes['root']} data-kind="cut" role="alert" data-testid="floor-cut">
          <IconMicrophoneOff className={classes['icon']} aria-hidden />
          <div className={classes['text']}>
            <strong>{t('mic.cut')}</strong>
            <span>{t('micHint.cut')}</span>
          </div>
          <ConsentButton large testId="mic-consent-banner" />
        </div>
      </Band>
    )
  }
  return null
}

/** Sounds when something came up, not when it was so as the page was opened. */
function useChimeOn(what: string | null): void {
  const before = useRef(what)
  const sound = useEffectEvent(chime)
  useEffect(() => {
    if (before.current === what) return
    before.current = what
    if (what !== null) sound()
  }, [what])
}
