import { type ParticipantId, waitingScreen } from '@diem-cau/signaling-contract'
import { Button } from '@mantine/core'
import { IconScreenShare } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sharesPapers } from '../../../../live/meeting/producersOf.ts'
import { useAsk } from '../../scope/useAsk.ts'
import { useConduct } from '../../scope/useConduct.ts'
import { useMyPart } from '../../scope/useMyPart.ts'
import { Band } from '../../layout/Band.tsx'
import banner from '../../layout/Banners.module.css'
import { useMeeting } from '../../scope/MeetingContext.ts'
import { useName, useNameOf } from '../../scope/useCall.ts'

const ofScreen = {
  waits: 'share.waits',
  mineWaits: 'share.mineWaits',
  pinned: 'share.pinned',
  gallery: 'share.gallery',
  onStage: 'share.onStage',
  mineOnStage: 'share.mineOnStage',
} as const
const ofPapers = {
  waits: 'share.papersWait',
  mineWaits: 'share.minePapersWait',
  pinned: 'share.pinnedPapers',
  gallery: 'share.galleryPapers',
  onStage: 'share.papersOnStage',
  mineOnStage: 'share.myPapersOnStage',
} as const

/**
 * Tells of a shared screen that the chair's choice keeps from the stage: the chair is asked, everyone else knows of it
 * (SPEC 9.2).
 */
export function WaitingScreen() {
  const owner = useMeeting(({ meeting }) => waitingScreen(meeting))
  return owner && <Waiting key={owner} owner={owner} />
}

function Waiting({ owner }: { readonly owner: ParticipantId }) {
  const { t } = useTranslation('stage')
  const { isActingChair, me } = useMyPart()
  const name = useName(owner)
  const nameOf = useNameOf()
  const stage = useConduct((conduct) => conduct.stage)
  const { ask, pending } = useAsk()
  const [kept, setKept] = useState(false)
  const words = useMeeting(({ meeting }) => (sharesPapers(meeting, owner) ? ofPapers : ofScreen))
  if (me === null || (isActingChair && kept)) return null
  const text = !isActingChair
    ? t(owner === me ? words.mineWaits : words.waits, { unit: name })
    : stage.kind === 'pinned'
      ? t(words.pinned, { units: stage.participantIds.map(nameOf).filter(Boolean).join(', ') })
      : t(words.gallery)
  return (
    <Band name="share-waits" order={61} weight={isActingChair ? 'asks' : 'line'} icon={IconScreenShare} line={text}>
      <div
        className={banner['banner']}
        data-tone="info"
        role={isActingChair ? 'alert' : 'status'}
        data-testid="share-waits"
      >
        <span aria-hidden>
          <IconScreenShare size="1.3em" />
        </span>
        {text}
        {isActingChair && (
          <>
            <Button
              size="compact-md"
              loading={pending}
              onClick={() => void ask('stage:set', { stage: { kind: 'follow' } })}
              data-testid="share-on-stage"
            >
              {t(owner === me ? words.mineOnStage : words.onStage, { unit: name })}
            </Button>
            <Button size="compact-md" variant="default" onClick={() => setKept(true)} data-testid="share-keep">
              {t('share.keep')}
            </Button>
          </>
        )}
      </div>
    </Band>
  )
}
