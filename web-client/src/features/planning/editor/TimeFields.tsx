import { Autocomplete, Button } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fromLocal, MINUTE_MS, readTime } from '../../../time/vietnamTime.ts'
import { DateField } from '../../../ui/DateField.tsx'
import type { PlanForm } from './planForm.ts'
import classes from './TimeFields.module.css'

export type Times = Pick<PlanForm, 'date' | 'start' | 'endDate' | 'end'>

interface Props {
  readonly value: Times
  readonly problems: Partial<Record<keyof Times, string | undefined>>
  readonly onStart: (change: { date?: string; start?: string }) => void
  readonly onEnd: (change: { endDate?: string; end?: string }) => void
}

/** Day, start and end as officials write them; typed or picked. */
export function TimeFields({ value, problems, onStart, onEnd }: Props) {
  const { t, i18n } = useTranslation('schedule')
  const [otherDay, setOtherDay] = useState(value.endDate !== value.date)
  const [start, end] = [fromLocal(value.date, value.start), fromLocal(value.endDate, value.end)]
  const minutes = start !== null && end !== null && end > start ? Math.round((end - start) / MINUTE_MS) : null
  return (
    <DatesProvider settings={{ locale: i18n.language === 'en' ? 'en' : 'vi', firstDayOfWeek: 1, weekendDays: [6, 0] }}>
      <div className={classes['root']}>
        <DateField
          label={t('editor.date')}
          value={value.date}
          error={problems.date}
          onChange={(date) => {
            onStart({ date })
            if (!otherDay && fromLocal(date, value.start) === null) onEnd({ endDate: date })
          }}
          testId="plan-date"
        />
        <TimeField
          label={t('editor.start')}
          value={value.start}
          error={problems.start}
          onChange={(start) => onStart({ start })}
          testId="plan-start"
        />
        {(otherDay || value.endDate !== value.date) && (
          <DateField
            label={t('editor.endDate')}
            value={value.endDate}
            error={problems.endDate}
            onChange={(endDate) => onEnd({ endDate })}
            testId="plan-end-date"
          />
        )}
        <TimeField
          label={t('editor.end')}
          value={value.end}
          error={problems.end}
          onChange={(end) => onEnd({ end })}
          testId="plan-end"
        />
      </div>
      <div className={classes['foot']}>
        {minutes !== null && <span aria-live="polite">{t('editor.length', { text: lengthText(t, minutes) })}</span>}
        {!otherDay && value.endDate === value.date && (
          <Button variant="subtle" size="compact-sm" onClick={() => setOtherDay(true)}>
            {t('editor.otherEndDay')}
          </Button>
        )}
      </div>
    </DatesProvider>
  )
}

type T = ReturnType<typeof useTranslation<'schedule'>>['t']

function lengthText(t: T, minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  if (hours === 0) return t('editor.minutesOnly', { minutes: rest })
  return rest === 0 ? t('editor.hours', { hours }) : t('editor.hoursMinutes', { hours, minutes: rest })
}

interface FieldProps {
  readonly label: string
  readonly value: string
  readonly error?: string | undefined
  readonly onChange: (value: string) => void
  readonly testId: string
}

/** Every half hour of a working day is offered; any other time is typed. */
const HALF_HOURS = Array.from(
  { length: 28 },
  (_, n) => `${String(7 + Math.floor(n / 2)).padStart(2, '0')}:${n % 2 === 0 ? '00' : '30'}`,
)

function TimeField({ label, value, error, onChange, testId }: FieldProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const settle = (text: string) => {
    const time = readTime(text)
    setTyped(time === null ? text : null)
    onChange(time ?? '')
  }
  return (
    <Autocomplete
      label={label}
      required
      value={typed ?? value}
      data={HALF_HOURS}
      filter={({ options }) => options}
      onChange={setTyped}
      onOptionSubmit={settle}
      onBlur={(event) => settle(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      placeholder="07:30"
      error={error}
      maxDropdownHeight={240}
      className={classes['time'] ?? ''}
      data-testid={testId}
      autoComplete="off"
    />
  )
}
