import type { CameraPress, Participant } from '@diem-cau/signaling-contract'
import { ActionIcon, Button, CloseButton } from '@mantine/core'
import {
  IconArrowDown,
  IconArrowLeft,
  IconArrowRight,
  IconArrowUp,
  IconVideo,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useAsk } from '../scope/useAsk.ts'
import { useNameOf } from '../scope/useCall.ts'
import { useConduct } from '../scope/useConduct.ts'
import { useMeetingClient } from '../scope/MeetingContext.ts'
import { useMyPart } from '../scope/useMyPart.ts'
import { useLayoutStore } from '../layout/LayoutContext.ts'
import { Tile } from '../wall/Tile.tsx'
import classes from './CameraBox.module.css'
import { pressOf } from './pressOf.ts'

/** A key that is held presses this often at most, in milliseconds: the server takes five presses a second (SPEC 24.2). */
const EVERY_MS = 210

const TURNS = [
  { name: 'up', move: 'tilt', direction: 1, Icon: IconArrowUp },
  { name: 'left', move: 'pan', direction: -1, Icon: IconArrowLeft },
  { name: 'right', move: 'pan', direction: 1, Icon: IconArrowRight },
  { name: 'down', move: 'tilt', direction: -1, Icon: IconArrowDown },
] as const
const ZOOMS = [
  { name: 'closer', move: 'zoom', direction: 1, Icon: IconZoomIn },
  { name: 'wider', move: 'zoom', direction: -1, Icon: IconZoomOut },
] as const

/** Moves the camera of one room from afar, beside its picture. Open, it is taken; closed, it is let go. */
export function CameraBox({ participant }: { readonly participant: Participant }) {
  const { t } = useTranslation(['meeting', 'translation'])
  const client = useMeetingClient()
  const layout = useLayoutStore()
  const nameOf = useNameOf()
  const { me } = useMyPart()
  const { ask, pending } = useAsk()
  const { participantId } = participant
  const camera = useConduct(({ movableCameras }) => movableCameras[participantId] ?? null)
  const box = useRef<HTMLElement>(null)
  const last = useRef(0)
  const isMine = camera !== null && camera.mover === me

  useEffect(() => {
    const data = { participantId }
    client.ask('camera:take', data).catch(() => undefined)
    box.current?.focus()
    return () => void client.ask('camera:letGo', data).catch(() => undefined)
  }, [client, participantId])

  const close = () => layout.setState({ cameraOf: null })
  const mayPress = (press: CameraPress) =>
    isMine && (press.kind === 'step' ? camera.moves.includes(press.move) : camera.places.includes(press.place))
  async function press(asked: CameraPress, isHeld = false) {
    const now = performance.now()
    if (!mayPress(asked) || (isHeld && now - last.current < EVERY_MS)) return
    last.current = now
    await ask('camera:move', { participantId, press: asked })
  }
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const asked = pressOf(event.key)
    if (event.key !== 'Escape' && asked === null) return
    event.preventDefault()
    if (asked === null) close()
    else void press(asked, event.repeat)
  })
  // While the box has the focus its keys are no keys of the meeting.
  useEffect(() => {
    const element = box.current
    element?.addEventListener('keydown', onKey)
    return () => element?.removeEventListener('keydown', onKey)
  }, [])
  const button = ({ name, move, direction, Icon }: (typeof TURNS)[number] | (typeof ZOOMS)[number]) => (
    <ActionIcon
      key={name}
      variant="default"
      size="xl"
      className={classes[name] ?? ''}
      disabled={!mayPress({ kind: 'step', move, direction })}
      aria-label={t(`moves.${name}`)}
      title={t(`moves.${name}`)}
      onClick={() => void press({ kind: 'step', move, direction })}
      data-testid={`remote-${name}`}
    >
      <Icon aria-hidden />
    </ActionIcon>
  )
  const name = nameOf(participant)
  return (
    <section
      ref={box}
      className={classes['root']}
      aria-label={t('moves.of', { unit: name })}
      tabIndex={-1}
      data-testid="camera-control"
      data-mine={isMine}
    >
      <header className={classes['header']}>
        <IconVideo size="1.2em" aria-hidden />
        <strong>{t('moves.of', { unit: name })}</strong>
        <CloseButton size="lg" onClick={close} aria-label={t('translation:common.close')} data-testid="remote-close" />
      </header>
      <div className={classes['picture']}>
        <Tile participant={participant} source="camera" mine={false} hasMenu={false} />
      </div>
      <div className={classes['state']} role="status">
        {camera === null ? (
          t('moves.gone')
        ) : isMine ? (
          <span className={classes['keys']}>{t('moves.keys')}</span>
        ) : (
          <>
            {camera.mover !== null && t('moves.taken', { name: nameOf(camera.mover) })}
            <Button
              size="compact-md"
              loading={pending}
              onClick={() => void ask('camera:take', { participantId })}
              data-testid="remote-take"
            >
              {t('moves.take')}
            </Button>
          </>
        )}
      </div>
      {camera !== null && (
        <div className={classes['presses']}>
          <div className={classes['turns']}>{TURNS.map(button)}</div>
          <div className={classes['rest']}>
            <div className={classes['row']}>{ZOOMS.map(button)}</div>
            {camera.places.map((place) => (
              <Button
                key={place}
                variant="default"
                size="md"
                disabled={!isMine}
                onClick={() => void press({ kind: 'place', place })}
                data-testid={`remote-place-${place}`}
              >
                {t('moves.place', { number: place + 1 })}
              </Button>
            ))}
          </div>
        </div>
      )}
    </section>
  )
}
