import type { FloorHolder } from '@diem-cau/signaling-contract'
import { Button } from '@mantine/core'
import { IconMicrophoneOff, IconPlayerStop } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { extendedLimit } from './floorClock.ts'
import { PanelRow, RowActs, RowHead, RowText } from '../../../../ui/PanelList.tsx'
import { useMeeting, useMeetingClient } from '../../scope/MeetingContext.ts'
import { useName } from '../../scope/useCall.ts'
import { useAsk } from '../../scope/useAsk.ts'
import { useMyPart } from '../../scope/useMyPart.ts'
import { TroubleLine } from '../troubles/TroubleLine.tsx'
import { FloorClockText } from './FloorClockText.tsx'
import classes from './FloorPanel.module.css'
import { useItemTitle } from './useItemTitle.ts'

/** The row of somebody who has the floor. */
export function HolderRow({ holder }: { readonly holder: FloorHolder }) {
  const { t } = useTranslation('floor')
  const client = useMeetingClient()
  const part = useMyPart()
  const itemTitle = useItemTitle()
  const { participantId } = holder
  const unit = useName(participantId)
  const isCut = useMeeting(({ meeting }) => meeting.conduct.cut[participantId] === true)
  const { ask, pending } = useAsk()
  const mine = participantId === part.me
  const extend = (seconds: number) =>
    void ask('floor:extend', { participantId, limitSec: extendedLimit(holder, seconds, client.now()) })
  return (
    <PanelRow tone="now" data-testid={`floor-row-${participantId}`}>
      <RowHead>
        <RowText>
          <b>{unit}</b>
          {holder.speaker !== '' && <span>{holder.speaker}</span>}
          <small>{itemTitle(holder.itemId)}</small>
          {isCut && <small>{t('isCut')}</small>}
          {part.isOffice && <TroubleLine participantId={participantId} />}
        </RowText>
        <FloorClockText holder={holder} />
      </RowHead>
      {(part.isOffice || mine) && (
        <RowActs className={classes['holder']}>
          {part.isOffice && (
            <>
              <Button
                size="compact-md"
                variant="default"
                disabled={pending}
                onClick={() => extend(60)}
                aria-label={t('extendBy', { count: 1, unit })}
              >
                {t('plus', { count: 1 })}
              </Button>
              <Button
                size="compact-md"
                variant="default"
                disabled={pending}
                onClick={() => extend(120)}
                aria-label={t('extendBy', { count: 2, unit })}
              >
                {t('plus', { count: 2 })}
              </Button>
              {!isCut && (
                <Button
                  size="compact-md"
                  variant="default"
                  disabled={pending}
                  leftSection={<IconMicrophoneOff size="1.1em" aria-hidden />}
                  onClick={() => void ask('mic:cut', { participantId })}
                  aria-label={t('cutOf', { unit })}
                >
                  {t('cut')}
                </Button>
              )}
            </>
          )}
          <Button
            size="compact-md"
            color="red"
            disabled={pending}
            leftSection={<IconPlayerStop size="1.1em" aria-hidden />}
            onClick={() => void ask('floor:end', { participantId })}
            aria-label={t('endOf', { unit })}
            data-testid="floor-end-row"
          >
            {t('end')}
          </Button>
        </RowActs>
      )}
    </PanelRow>
  )
}
