import type { ParticipantId } from '@diem-cau/signaling-contract'
import { Button } from '@mantine/core'
import { IconArrowsMove } from '@tabler/icons-react'
import { useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isTyping } from '../../../browser/isTyping.ts'
import { Band } from '../layout/Band.tsx'
import banner from '../layout/Banners.module.css'
import { useAsk } from '../scope/useAsk.ts'
import { useName } from '../scope/useCall.ts'

/** On the remote control, where no ballot is asked for; the others have a meaning already. */
const KEY = '0'

/** Says on the TV who moves this room's camera, as long as they do; one key refuses it (SPEC 24.3). */
export function CameraMovedBand({ mover }: { readonly mover: ParticipantId }) {
  const { t } = useTranslation('meeting')
  const { ask, pending } = useAsk()
  const name = useName(mover)
  const refuse = () => void ask('camera:refuse', { refused: true })
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== KEY || event.defaultPrevented || isTyping(event.target)) return
    if (event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    refuse()
  })
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  const text = t('moves.moved', { name })
  return (
    <Band
      name="camera-moved"
      order={65}
      weight="asks"
      icon={IconArrowsMove}
      line={`${text} ${t('moves.refuseHint')}`}
      testId="camera-moved"
    >
      <div className={banner['banner']} data-tone="info" role="status">
        <span aria-hidden>
          <IconArrowsMove size="1.3em" />
        </span>
        <span>{text}</span>
        <Button
          size="compact-md"
          variant="default"
          loading={pending}
          onClick={refuse}
          aria-keyshortcuts={KEY}
          data-testid="camera-refuse"
        >
          {t('moves.refuse')}
        </Button>
      </div>
    </Band>
  )
}
