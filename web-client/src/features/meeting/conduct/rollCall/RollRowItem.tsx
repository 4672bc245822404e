import { ActionIcon, Menu, UnstyledButton } from '@mantine/core'
import {
  IconCalendarOff,
  IconCircleCheck,
  IconCircleDashed,
  IconDots,
  IconDoorExit,
  IconPlugConnected,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { clockTime } from '../../../../time/formatTime.ts'
import type { RollRow, RollState } from './rollBoard.ts'
import { shortUnitName } from '../../../../live/meeting/participantOrder.ts'
import classes from './RollCall.module.css'

const rollIcons: Record<RollState, typeof IconCircleCheck> = {
  present: IconCircleCheck,
  connected: IconPlugConnected,
  gone: IconDoorExit,
  excused: IconCalendarOff,
  missing: IconCircleDashed,
}

interface Props {
  readonly row: RollRow
  readonly compact?: boolean
  /** Opens the dialog for the unit; null for a person who may only look. */
  readonly onConfirm: (() => void) | null
  readonly onExcuse: (() => void) | null
  readonly onTimes: (() => void) | null
}

/** A unit in the roll: its state in words, by icon and by colour. */
export function RollRowItem({ row, compact = false, onConfirm, onExcuse, onTimes }: Props) {
  const { t } = useTranslation('rollCall')
  const StateIcon = rollIcons[row.state]
  const times = [
    row.addedAt !== null && t('added', { time: clockTime(row.addedAt) }),
    row.firstSeenAt !== null && t(row.isLate ? 'late' : 'since', { time: clockTime(row.firstSeenAt) }),
    row.lastLeftAt !== null &&
      (row.lastBackAt === null || row.lastBackAt < row.lastLeftAt) &&
      t('left', { time: clockTime(row.lastLeftAt) }),
    row.lastBackAt !== null &&
      (row.lastLeftAt === null || row.lastBackAt >= row.lastLeftAt) &&
      t('back', { time: clockTime(row.lastBackAt) }),
  ].filter((text) => text !== false)
  const facts = [
    t(`state.${row.state}`),
    ...(row.count === null ? [] : [t('people', { count: row.count })]),
    ...(row.reason === '' ? [] : [row.reason]),
  ]
  // A cell has the latest news; a time alone is when the unit came.
  const last = times.length > 1 || row.isLate ? times.at(-1) : row.firstSeenAt !== null && clockTime(row.firstSeenAt)
  const content = (
    <>
      <StateIcon className={classes['stateIcon']} aria-hidden />
      <span className={classes['who']}>
        <b>{compact ? shortUnitName(row.name) : row.name}</b>
        <small>{[...facts, ...(compact && last ? [last] : [])].join(' · ')}</small>
        {!compact && times.length > 0 && <small>{times.join(', ')}</small>}
      </span>
    </>
  )
  const mayAct = onConfirm !== null && onExcuse !== null && onTimes !== null
  return (
    <li
      className={classes['row']}
      data-compact={compact}
      data-state={row.state}
      data-testid={`rollcall-unit-${row.code}`}
      title={[row.name, [...facts, ...times].join(' · '), row.people.join(', ')]
        .filter((text) => text !== '')
        .join('\n')}
    >
      {!(compact && mayAct) && content}
      {mayAct && (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            {compact ? (
              // A small cell has no room for a button of its own beside a long name.
              <UnstyledButton className={classes['cell']} data-testid={`rollcall-menu-${row.code}`}>
                {content}
              </UnstyledButton>
            ) : (
              <ActionIcon variant="subtle" size="lg" aria-label={row.name} data-testid={`rollcall-menu-${row.code}`}>
                <IconDots aria-hidden />
              </ActionIcon>
            )}
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={onConfirm} data-testid="rollcall-confirm-for">
              {t('confirmFor')}
            </Menu.Item>
            <Menu.Item onClick={onExcuse} data-testid="rollcall-excuse">
              {t('excuse')}
            </Menu.Item>
            <Menu.Item onClick={onTimes} data-testid="rollcall-times">
              {t('times')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  )
}
