import type { FloorRequest } from '@diem-cau/signaling-contract'
import { ActionIcon, Button, NativeSelect } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlayerSkipForward } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { duration } from '../../../../time/formatTime.ts'
import type { MyPart } from '../../scope/myPart.ts'
import { PanelRow, RowActs, RowHead, RowNumber, RowText } from '../../../../ui/PanelList.tsx'
import { useSortableRow } from '../../../../ui/SortableList.tsx'
import { TroubleLine } from '../troubles/TroubleLine.tsx'
import { useName } from '../../scope/useCall.ts'
import { useAsk } from '../../scope/useAsk.ts'
import { useConduct } from '../../scope/useConduct.ts'
import classes from './FloorPanel.module.css'
import { limitOf, limits } from './limits.ts'
import { useItemTitle } from './useItemTitle.ts'
import { useLimitText } from './useLimitText.ts'

interface Props {
  readonly request: FloorRequest
  readonly index: number
  /** The length of the queue. */
  readonly length: number
  readonly now: number
  readonly part: MyPart
  readonly moving: boolean
  readonly onMove: (to: number) => void
}

/** The value "As for everyone" in the select of one speaker's time. */
const USUAL = 'usual'

export function QueueRow({ request, index, length, now, part, moving, onMove }: Props) {
  const { t } = useTranslation('floor')
  const itemTitle = useItemTitle()
  const limitText = useLimitText()
  const { participantId } = request
  const unit = useName(participantId)
  // Nobody is called to speak where only the chair is heard.
  const isSilent = useConduct(({ mode }) => mode === 'silent')
  const { ask, pending: asking } = useAsk()
  const pending = asking || moving
  const { grip, ...row } = useSortableRow(participantId)
  const [limit, setLimit] = useState(USUAL)
  const moved = useRef<'up' | 'down' | null>(null)
  const up = useRef<HTMLButtonElement>(null)
  const down = useRef<HTMLButtonElement>(null)
  // The row moves away under the keyboard, so its button keeps the focus, or the other one at the end.
  useEffect(() => {
    const wanted = moved.current
    moved.current = null
    const [first, second] = wanted === 'up' ? [up, down] : [down, up]
    if (wanted !== null) (first.current?.disabled ? second : first).current?.focus()
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- when the row has moved
  }, [index])

  function move(direction: 'up' | 'down') {
    moved.current = direction
    onMove(direction === 'up' ? index - 1 : index + 1)
  }
  const grant = () =>
    void ask('floor:grant', { participantId, itemId: null, ...(limit === USUAL ? {} : { limitSec: limitOf(limit) }) })
  return (
    <PanelRow
      {...row}
      tone={participantId === part.me ? 'waiting' : undefined}
      data-testid={`floor-row-${participantId}`}
    >
      <RowHead>
        {part.isOffice && length > 1 && grip({ 'aria-label': t('drag.handle', { unit }), 'data-testid': 'floor-drag' })}
        <RowNumber aria-label={t('place', { place: index + 1 })}>{index + 1}</RowNumber>
        <RowText>
          <b>{unit}</b>
          {request.speaker !== '' && <span>{request.speaker}</span>}
          <small>{itemTitle(request.itemId)}</small>
          {part.isOffice && <TroubleLine participantId={participantId} />}
        </RowText>
        <span className={classes['waited']} title={t('waited')}>
          {duration(now - request.at)}
        </span>
      </RowHead>
      {part.isOffice && (
        <RowActs className={classes['acts']}>
          <Button
            data-main
            size="sm"
            px="sm"
            loading={pending}
            disabled={isSilent}
            title={isSilent ? t('notWhileSilent') : t('grant')}
            onClick={grant}
            aria-label={t('grantTo', { unit })}
            data-testid="floor-grant"
          >
            {t('grant')}
          </Button>
          <NativeSelect
            className={classes['limit'] ?? ''}
            size="sm"
            aria-label={t('limitOf', { unit })}
            value={limit}
            onChange={({ currentTarget }) => setLimit(currentTarget.value)}
          >
            <option value={USUAL}>{t('usual')}</option>
            <option value="">{limitText(null)}</option>
            {limits.map((seconds) => (
              <option key={seconds} value={seconds}>
                {limitText(seconds)}
              </option>
            ))}
          </NativeSelect>
          <ActionIcon
            ref={up}
            size="lg"
            variant="default"
            disabled={pending || index === 0}
            aria-label={t('moveUp', { unit })}
            title={t('up')}
            onClick={() => move('up')}
          >
            <IconArrowUp size="1.2em" aria-hidden />
          </ActionIcon>
          <ActionIcon
            ref={down}
            size="lg"
            variant="default"
            disabled={pending || index === length - 1}
            aria-label={t('moveDown', { unit })}
            title={t('down')}
            onClick={() => move('down')}
          >
            <IconArrowDown size="1.2em" aria-hidden />
          </ActionIcon>
          <ActionIcon
            size="lg"
            variant="default"
            disabled={pending}
            aria-label={t('skipOf', { unit })}
            title={t('skip')}
            onClick={() => void ask('floor:withdraw', { participantId })}
            data-testid="floor-skip"
          >
            <IconPlayerSkipForward size="1.2em" aria-hidden />
          </ActionIcon>
        </RowActs>
      )}
    </PanelRow>
  )
}
