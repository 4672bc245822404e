import { Chip, Group, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { passes, rollBoard, rollFilters, type RollFilter, type RollRow } from './rollBoard.ts'
import { matchesQuery } from '../../../../ui/searchText.ts'
import { useMeeting } from '../../scope/MeetingContext.ts'
import classes from './RollCall.module.css'
import { RollRowItem } from './RollRowItem.tsx'
import { RollUnitDialog } from './RollUnitDialog.tsx'
import { UnitTimes } from './UnitTimes.tsx'

/** Up to this many units have room for large letters on the large board. */
const FEW = 24

interface Props {
  /** True for compact cells, all units of a city on one screen. */
  readonly grid: boolean
  /** True when the person who looks may speak for units. */
  readonly mayEdit: boolean
}

/** Shows all units and their state. */
export function RollBoard({ grid, mayEdit }: Props) {
  const { t } = useTranslation('rollCall')
  const meeting = useMeeting((model) => model.meeting)
  const rows = rollBoard(meeting)
  const [query, setQuery] = useState('')
  const [only, setOnly] = useState<RollFilter>('all')
  const [dialog, setDialog] = useState<{ readonly kind: 'confirm' | 'excuse' | 'times'; readonly row: RollRow } | null>(
    null,
  )
  const shown = rows.filter((row) => matchesQuery(row.name, query) && passes(row, only))
  // Groups that are empty take no place.
  const filters = rollFilters
    .map((filter) => ({ filter, count: rows.filter((row) => passes(row, filter)).length }))
    .filter(({ filter, count }) => count > 0 || filter === 'all' || filter === only)
  return (
    <div className={classes['board']} data-grid={grid}>
      <div className={classes['tools']}>
        <TextInput
          type="search"
          size="md"
          aria-label={t('search')}
          placeholder={t('search')}
          title={t('searchHint')}
          leftSection={<IconSearch size="1.1em" aria-hidden />}
          value={query}
          onChange={({ currentTarget }) => setQuery(currentTarget.value)}
          data-testid="rollcall-search"
        />
        <Chip.Group value={only} onChange={(value) => setOnly(rollFilters.find((filter) => filter === value) ?? 'all')}>
          <Group gap={6} role="group" aria-label={t('filter')}>
            {filters.map(({ filter, count }) => (
              <Chip
                key={filter}
                value={filter}
                data-testid={`rollcall-filter-${filter}`}
              >{`${t(`filters.${filter}`)} (${count})`}</Chip>
            ))}
          </Group>
        </Chip.Group>
      </div>
      {shown.length === 0 && <p className={classes['none']}>{t('none')}</p>}
      <ul className={classes['rows']} data-few={shown.length <= FEW} data-testid="rollcall-board">
        {shown.map((row) => (
          <RollRowItem
            key={row.code}
            row={row}
            compact={grid}
            onConfirm={mayEdit ? () => setDialog({ kind: 'confirm', row }) : null}
            onExcuse={mayEdit ? () => setDialog({ kind: 'excuse', row }) : null}
            onTimes={mayEdit ? () => setDialog({ kind: 'times', row }) : null}
          />
        ))}
      </ul>
      {dialog?.kind === 'times' && <UnitTimes row={dialog.row} onClose={() => setDialog(null)} />}
      {dialog && dialog.kind !== 'times' && (
        <RollUnitDialog kind={dialog.kind} row={dialog.row} onClose={() => setDialog(null)} />
      )}
    </div>
  )
}
