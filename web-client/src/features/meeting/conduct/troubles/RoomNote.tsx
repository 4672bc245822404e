import type { LineStep, RoomTrouble } from '@diem-cau/signaling-contract'
import { Button } from '@mantine/core'
import {
  IconAlertTriangle,
  IconAntennaBars2,
  type Icon,
  IconMicrophoneOff,
  IconVideoOff,
  IconVolume,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Shape } from '../../../../live/media/uplink/nextUplink.ts'
import { Band } from '../../layout/Band.tsx'
import type { BandWeight } from '../../layout/bands.ts'
import bannerClasses from '../../layout/Banners.module.css'
import { useMeeting } from '../../scope/MeetingContext.ts'

/** `asks`: somebody in this room has to do something now, so it is seen on a TV too. */
const looks: Readonly<Record<RoomTrouble, { readonly icon: Icon; readonly weight: BandWeight }>> = {
  microphoneSilent: { icon: IconMicrophoneOff, weight: 'asks' },
  microphoneQuiet: { icon: IconMicrophoneOff, weight: 'asks' },
  microphoneClips: { icon: IconMicrophoneOff, weight: 'asks' },
  echo: { icon: IconVolume, weight: 'asks' },
  cameraBlack: { icon: IconVideoOff, weight: 'asks' },
  networkCamera: { icon: IconVideoOff, weight: 'asks' },
  cameraFrozen: { icon: IconVideoOff, weight: 'asks' },
  lineUp: { icon: IconAntennaBars2, weight: 'large' },
  lineDown: { icon: IconAntennaBars2, weight: 'line' },
  starved: { icon: IconAlertTriangle, weight: 'line' },
  oldBrowser: { icon: IconAlertTriangle, weight: 'line' },
}

/** Says to the room itself what is wrong with it, and what to do, one thing at a time; until somebody has seen it. */
export function RoomNote() {
  const { t } = useTranslation('troubles')
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set())
  // While the line is gone that is what is said.
  const isHere = useMeeting(({ connection, media }) => connection.kind === 'online' && media === 'running')
  const troubles = useMeeting(({ ownTroubles }) => ownTroubles)
  const receiving = useMeeting((model) => model.receiving)
  const cameraShape = useMeeting((model) => model.cameraShape)
  const worst = troubles.find((one) => !seen.has(keyOf(one)))
  if (!isHere || !worst) return null
  const { trouble } = worst
  const { icon: NoteIcon, weight } = looks[trouble]
  const given = givenUp(trouble, receiving, cameraShape)
  const note = given === null ? t(`note.${trouble}`) : t(`given.${given}`)
  return (
    <Band
      name="room-note"
      order={85}
      weight={weight}
      icon={NoteIcon}
      line={note}
      tone="warn"
      testId="room-note"
      state={trouble}
    >
      <div className={bannerClasses['banner']} data-tone="warn" role="status">
        <span aria-hidden>
          <NoteIcon size="1.3em" />
        </span>
        <span>
          {note} {t(`todo.${trouble}`)}
        </span>
        <Button
          size="compact-md"
          variant="default"
          onClick={() => setSeen((before) => new Set([...before, keyOf(worst)]))}
          data-testid="room-note-seen"
        >
          {t('seen')}
        </Button>
      </div>
    </Band>
  )
}

/** What a weak line does without so that sound gets through; null: nothing, or it is no trouble of the line. */
function givenUp(trouble: RoomTrouble, receiving: LineStep, camera: Shape['kind']) {
  if (trouble === 'lineDown' && receiving !== 'whole') return receiving
  if (trouble === 'lineUp' && camera !== 'whole') return camera === 'none' ? 'cameraNone' : 'cameraSmall'
  return null
}

/** The same trouble that comes anew is said anew. */
const keyOf = ({ trouble, since }: { readonly trouble: RoomTrouble; readonly since: number }) => `${trouble} ${since}`
