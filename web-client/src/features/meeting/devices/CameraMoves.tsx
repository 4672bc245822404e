import type { CameraPress } from '@diem-cau/signaling-contract'
import { ActionIcon, Button } from '@mantine/core'
import {
  IconArrowDown,
  IconArrowLeft,
  IconArrowRight,
  IconArrowUp,
  IconArrowsMove,
  IconBookmark,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { ownLacks } from '../../../browser/lacks.ts'
import { type Move, movesOf, placeOf, PLACES, pressed } from '../../../live/media/cameraMoves.ts'
import { preferences, remember } from '../../../live/meeting/preferences.ts'
import classes from './CameraMoves.module.css'

interface Props {
  readonly track: MediaStreamTrack
  readonly deviceId: string
}

/** One press each, in the order in which they stand. */
const PRESSES = [
  { name: 'left', move: 'pan', direction: -1, Icon: IconArrowLeft },
  { name: 'right', move: 'pan', direction: 1, Icon: IconArrowRight },
  { name: 'up', move: 'tilt', direction: 1, Icon: IconArrowUp },
  { name: 'down', move: 'tilt', direction: -1, Icon: IconArrowDown },
  { name: 'closer', move: 'zoom', direction: 1, Icon: IconZoomIn },
  { name: 'wider', move: 'zoom', direction: -1, Icon: IconZoomOut },
] as const satisfies readonly { name: string; move: Move; direction: 1 | -1; Icon: unknown }[]

/** Moves the camera that is on, where it has a motor or a zoom, and keeps three places of it (SPEC 23.12). */
export function CameraMoves({ track, deviceId }: Props) {
  const { t } = useTranslation('meeting')
  const places = useStore(preferences, ({ cameraPlaces }) => cameraPlaces[deviceId]) ?? []
  const isAsked = useStore(preferences, ({ movesCamera }) => movesCamera)
  const [failed, setFailed] = useState(false)
  const can = movesOf(track)
  if (can.size === 0)
    return isAsked || ownLacks().includes('cameraMoves') ? null : (
      <Button
        variant="default"
        size="md"
        leftSection={<IconArrowsMove size="1.2em" aria-hidden />}
        onClick={() => remember({ movesCamera: true })}
        data-testid="camera-move"
      >
        {t('moves.ask')}
      </Button>
    )
  const press = async (asked: CameraPress) => setFailed(!(await pressed(track, asked, places)))
  const keep = (n: number) =>
    remember({
      cameraPlaces: {
        ...preferences.getState().cameraPlaces,
        [deviceId]: PLACES.map((one) => (one === n ? placeOf(track) : (places[one] ?? null))),
      },
    })
  return (
    <fieldset className={classes['root']} data-testid="camera-moves">
      <legend>{t('moves.title')}</legend>
      <div className={classes['row']}>
        {PRESSES.map(({ name, move, direction, Icon }) => {
          return (
            can.has(move) && (
              <ActionIcon
                key={name}
                variant="default"
                size="xl"
                aria-label={t(`moves.${name}`)}
                title={t(`moves.${name}`)}
                onClick={() => void press({ kind: 'step', move, direction })}
                data-testid={`camera-${name}`}
              >
                <Icon aria-hidden />
              </ActionIcon>
            )
          )
        })}
      </div>
      {PLACES.map((n) => {
        const place = places[n]
        return (
          <div key={n} className={classes['row']}>
            <Button
              variant="default"
              size="md"
              disabled={!place}
              onClick={() => void press({ kind: 'place', place: n })}
              data-testid={`camera-place-${n}`}
            >
              {t('moves.place', { number: n + 1 })}
            </Button>
            <Button
              variant="subtle"
              size="md"
              leftSection={<IconBookmark size="1.1em" aria-hidden />}
              onClick={() => keep(n)}
              data-testid={`camera-keep-${n}`}
            >
              {t('moves.keep', { number: n + 1 })}
            </Button>
          </div>
        )
      })}
      {failed && <p role="alert">{t('moves.failed')}</p>}
    </fieldset>
  )
}
