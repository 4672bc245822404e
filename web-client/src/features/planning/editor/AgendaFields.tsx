import type { AgendaItem } from '@diem-cau/signaling-contract/office'
import { arrayMove } from '@dnd-kit/sortable'
import { ActionIcon, Button, NumberInput, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { showToast } from '../../../ui/toasts.ts'
import { SortableList, useSortableRow } from '../../../ui/SortableList.tsx'
import classes from './AgendaFields.module.css'
import { agendaMinutes, isUntitled, type PlanForm } from './planForm.ts'

interface Props {
  readonly form: PlanForm
  readonly onChange: (agenda: readonly AgendaItem[]) => void
  /** The error of the list as a whole; an item without a title is marked itself. */
  readonly error?: string | undefined
  /** True when the form was looked through: fields that are wrong are marked. */
  readonly isChecked: boolean
  /** Shows the papers of an item. */
  readonly papers: (item: AgendaItem, number: number) => ReactNode
}

/** Ids are made here and kept, as papers hang on them. */
const newItemId = () => `i.${crypto.randomUUID().slice(0, 13)}`

/** The agenda as a table; reordered by hand, by keyboard or by arrows. */
export function AgendaFields({ form, onChange, error, isChecked, papers }: Props) {
  const { t } = useTranslation('schedule')
  const { agenda } = form
  const { sum, length } = agendaMinutes(form)
  const move = (from: number, to: number) => onChange(arrayMove([...agenda], from, to))
  return (
    <div className={classes['root']}>
      {agenda.length === 0 && <p className={classes['hint']}>{t('agenda.empty')}</p>}
      <SortableList
        ids={agenda.map(({ itemId }) => itemId)}
        onMove={move}
        texts={{
          how: t('agenda.dnd.how'),
          picked: (index) => t('agenda.dnd.picked', { number: index + 1 }),
          over: (index, onto) => t('agenda.dnd.over', { number: index + 1, place: onto + 1 }),
          dropped: (index, onto) => t('agenda.dnd.dropped', { number: index + 1, place: onto + 1 }),
          cancelled: (index) => t('agenda.dnd.cancelled', { number: index + 1 }),
        }}
      >
        <ol className={classes['items']}>
          {agenda.map((item, n) => (
            <Row
              key={item.itemId}
              item={item}
              number={n + 1}
              last={n === agenda.length - 1}
              error={isChecked && isUntitled(item) ? t('problems.agendaTitle') : undefined}
              onChange={(change) => onChange(agenda.map((other) => (other === item ? { ...other, ...change } : other)))}
              onMove={(by) => move(n, n + by)}
              onRemove={() => {
                onChange(agenda.filter((other) => other !== item))
                showToast(t('agenda.removed', { title: item.title || t('agenda.item', { number: n + 1 }) }), {
                  undo: () => onChange(agenda),
                })
              }}
            >
              {papers(item, n + 1)}
            </Row>
          ))}
        </ol>
      </SortableList>
      {error && (
        <p className={classes['error']} role="alert">
          {error}
        </p>
      )}
      <div className={classes['foot']}>
        {agenda.length < 60 && (
          <Button
            variant="default"
            leftSection={<IconPlus size="1.2em" aria-hidden />}
            onClick={() => onChange([...agenda, { itemId: newItemId(), title: '', presenter: '', minutes: 15 }])}
            data-testid="add-item"
          >
            {t('agenda.add')}
          </Button>
        )}
        {agenda.length > 0 && length !== null && (
          <span data-over={sum > length} className={classes['sum']} aria-live="polite" data-testid="agenda-sum">
            {t('agenda.sum', { sum, length })}.{' '}
            {sum > length ? t('agenda.over', { count: sum - length }) : t('agenda.spare', { count: length - sum })}
          </span>
        )}
      </div>
    </div>
  )
}

interface RowProps {
  readonly item: AgendaItem
  readonly number: number
  readonly last: boolean
  readonly error: string | undefined
  readonly onChange: (change: Partial<AgendaItem>) => void
  readonly onMove: (by: -1 | 1) => void
  readonly onRemove: () => void
  readonly children: ReactNode
}

function Row({ item, number, last, error, onChange, onMove, onRemove, children }: RowProps) {
  const { t } = useTranslation('schedule')
  const { grip, ...row } = useSortableRow(item.itemId)
  return (
    <li {...row} className={classes['item']} data-testid="agenda-item">
      <div className={classes['fields']}>
        {grip({ size: 'input-sm', 'aria-label': t('agenda.move', { number }) })}
        <span className={classes['number']}>{number}</span>
        <TextInput
          aria-label={`${t('agenda.itemTitle')} ${number}`}
          placeholder={t('agenda.itemTitle')}
          value={item.title}
          maxLength={300}
          error={error}
          autoFocus={item.title === ''}
          onChange={(event) => onChange({ title: event.currentTarget.value })}
          className={classes['title'] ?? ''}
          data-testid="item-title"
        />
        <TextInput
          aria-label={`${t('agenda.presenter')} ${number}`}
          placeholder={t('agenda.presenter')}
          value={item.presenter}
          maxLength={200}
          onChange={(event) => onChange({ presenter: event.currentTarget.value })}
          className={classes['presenter'] ?? ''}
        />
        <NumberInput
          aria-label={`${t('agenda.minutes')} ${number}`}
          value={item.minutes}
          min={0}
          max={600}
          step={5}
          clampBehavior="strict"
          allowDecimal={false}
          allowNegative={false}
          suffix="′"
          onChange={(value) => onChange({ minutes: Number(value) || 0 })}
          className={classes['minutes'] ?? ''}
        />
        <span className={classes['tools']}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            disabled={number === 1}
            aria-label={t('agenda.up', { number })}
            onClick={() => onMove(-1)}
          >
            <IconArrowUp size="1.1em" />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            disabled={last}
            aria-label={t('agenda.down', { number })}
            onClick={() => onMove(1)}
          >
            <IconArrowDown size="1.1em" />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('agenda.remove', { number })}
            onClick={onRemove}
          >
            <IconTrash size="1.1em" />
          </ActionIcon>
        </span>
      </div>
      {children}
    </li>
  )
}
