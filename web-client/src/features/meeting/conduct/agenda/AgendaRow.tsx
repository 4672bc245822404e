import type { AgendaPoint } from '@diem-cau/signaling-contract'
import type { Paper } from '@diem-cau/signaling-contract/office'
import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconCircleCheck, IconDots, IconGavel, IconPlayerPlay } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { duration } from '../../../../time/formatTime.ts'
import { PanelRow, RowActs, RowHead, RowNumber, RowText } from '../../../../ui/PanelList.tsx'
import { useSortableRow } from '../../../../ui/SortableList.tsx'
import { useAsk } from '../../scope/useAsk.ts'
import classes from './Agenda.module.css'
import { AgendaPapers } from './AgendaPapers.tsx'
import { AgendaTime } from './AgendaTime.tsx'

export type RowAct = 'edit' | 'close' | 'conclude' | 'vote'

interface Props {
  readonly point: AgendaPoint
  readonly number: number
  readonly papers: readonly Paper[]
  readonly isLast: boolean
  readonly mayEdit: boolean
  readonly mayVote: boolean
  readonly moving: boolean
  readonly onMove: (step: -1 | 1) => void
  readonly onAct: (act: RowAct) => void
}

export function AgendaRow({ point, number, papers, isLast, mayEdit, mayVote, moving, onMove, onAct }: Props) {
  const { t } = useTranslation('agenda')
  const { ask, pending } = useAsk()
  const { itemId, title, presenter, minutes, status, spentMs, conclusion } = point
  const { grip, ...row } = useSortableRow(itemId)
  const start = () => void ask('agenda:start', { itemId })
  return (
    <PanelRow
      {...row}
      tone={status === 'current' ? 'now' : undefined}
      data-status={status}
      data-testid={`agenda-item-${itemId}`}
      aria-current={status === 'current'}
    >
      <RowHead>
        <RowNumber done={status === 'done'}>
          {status === 'done' ? <IconCircleCheck size="1.2em" role="img" aria-label={t('status.done')} /> : number}
        </RowNumber>
        <RowText>
          <b>{title}</b>
          {presenter !== '' && <span>{t('presenter', { name: presenter })}</span>}
          <small>
            {t(`status.${status}`)}
            {minutes > 0 && ` · ${t('planned', { count: minutes })}`}
            {status !== 'current' && spentMs > 0 && ` · ${t('spent', { time: duration(spentMs) })}`}
          </small>
        </RowText>
        {status === 'current' && (
          <span className={classes['rowTime']}>
            <AgendaTime point={point} />
          </span>
        )}
      </RowHead>
      {conclusion !== '' && <p className={classes['conclusion']}>{conclusion}</p>}
      {papers.length > 0 && <AgendaPapers papers={papers} />}
      {mayEdit && (
        <RowActs className={classes['acts']}>
          {/* The arrows do the same on a phone, and a thumb hits them more surely. */}
          {grip({ visibleFrom: 'sm', 'aria-label': t('drag.handle', { title }), 'data-testid': 'agenda-drag' })}
          {status === 'current' ? (
            <Button
              data-main
              size="sm"
              leftSection={<IconGavel size="1.1em" aria-hidden />}
              onClick={() => onAct('close')}
              aria-label={t('closeOf', { title })}
              data-testid="agenda-close"
            >
              {t('close')}
            </Button>
          ) : (
            <Button
              data-main
              size="sm"
              variant="default"
              loading={pending}
              leftSection={<IconPlayerPlay size="1.1em" aria-hidden />}
              onClick={start}
              aria-label={t('startOf', { title })}
              data-testid="agenda-start"
            >
              {t(status === 'done' ? 'reopen' : 'start')}
            </Button>
          )}
          <ActionIcon
            size="lg"
            variant="default"
            disabled={moving || number === 1}
            aria-label={t('moveUp', { title })}
            onClick={() => onMove(-1)}
          >
            <IconArrowUp size="1.2em" aria-hidden />
          </ActionIcon>
          <ActionIcon
            size="lg"
            variant="default"
            disabled={moving || isLast}
            aria-label={t('moveDown', { title })}
            onClick={() => onMove(1)}
          >
            <IconArrowDown size="1.2em" aria-hidden />
          </ActionIcon>
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon size="lg" variant="default" aria-label={t('more', { title })} data-testid="agenda-more">
                <IconDots size="1.2em" aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {mayVote && (
                <Menu.Item onClick={() => onAct('vote')} data-testid="agenda-vote">
                  {t('vote')}
                </Menu.Item>
              )}
              <Menu.Item onClick={() => onAct('edit')}>{t('edit')}</Menu.Item>
              <Menu.Item onClick={() => onAct('conclude')}>{t('conclude')}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </RowActs>
      )}
    </PanelRow>
  )
}
