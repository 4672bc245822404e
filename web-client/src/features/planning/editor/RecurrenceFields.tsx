import { Button, Chip, NumberInput, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { scheduleQueries } from '../../../api/office/scheduleApi.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { useFailureText } from '../../../ui/useFailureText.ts'
import { addDays, localDate, writtenDate } from '../../../time/vietnamTime.ts'
import { endOf, startOf, type PlanForm } from './planForm.ts'
import classes from './RecurrenceFields.module.css'
import {
  dayName,
  fromRrule,
  MAX_MEETINGS,
  proposedRecurrence,
  recurrenceProblem,
  recurrenceWords,
  toRrule,
  weekdays,
  type RecurrenceChoice,
} from '../../plan/recurrenceRule.ts'
import { dayText } from '../../../time/timeText.ts'
import { DateField } from '../../../ui/DateField.tsx'

interface Props {
  readonly form: PlanForm
  readonly onChange: (recurrence: PlanForm['recurrence']) => void
  /** The rule of the series that the meeting is part of already: it stays. */
  readonly series: string | null
  /** The server's objection. */
  readonly error?: string | undefined
}

const rhythms = ['day', 'weekday', 'week', 'monthlyDay', 'monthlyWeekday'] as const

/** Says whether and how a meeting comes again, in words, with the days that this means. */
export function RecurrenceFields({ form, onChange, series, error }: Props) {
  const { t, i18n } = useTranslation('schedule')
  const language = i18n.language === 'en' ? 'en' : 'vi'
  const { date, recurrence } = form
  const choice = recurrence ? fromRrule(recurrence.rrule, date) : null
  if (series !== null) {
    const kept = fromRrule(series, date)
    return (
      <p className={classes['fixed']}>
        <strong>{t('recurrence.fixed', { words: kept ? recurrenceWords(kept, date, language) : series })}</strong>{' '}
        {t('recurrence.fixedHint')}
      </p>
    )
  }
  const set = (change: Partial<RecurrenceChoice>) => {
    const next = { ...(choice ?? proposedRecurrence(date)), ...change }
    onChange({ rrule: toRrule(next, date), except: [] })
  }
  const problem = recurrence && recurrenceProblem(recurrence, date)
  const problemText = problem
    ? t(`problems.${problem}`, { day: dayName(date, language), date: writtenDate(date) })
    : error
  const isOfDays = problem === 'recurrenceDay'
  const unit = choice?.every === 'day' ? 'everyDay' : choice?.every === 'week' ? 'everyWeek' : 'everyMonth'
  return (
    <div className={classes['root']}>
      <div className={classes['row']}>
        <Select
          label={t('recurrence.title')}
          value={recurrence ? (choice?.every ?? 'other') : 'none'}
          data={[
            { value: 'none', label: t('recurrence.none') },
            ...rhythms.map((value) => ({ value, label: t(`recurrence.${value}`) })),
            ...(recurrence && !choice ? [{ value: 'other', label: t('recurrence.other') }] : []),
          ]}
          onChange={(value) => {
            const every = rhythms.find((rhythm) => rhythm === value)
            if (value === 'none') onChange(null)
            else if (every) set({ ...proposedRecurrence(date), ...(choice ? { end: choice.end } : {}), every })
          }}
          allowDeselect={false}
          disabled={date === ''}
          error={problem === 'recurrenceWorkday' ? problemText : undefined}
          className={classes['rhythm'] ?? ''}
          data-testid="recurrence"
        />
        {choice && choice.every !== 'weekday' && (
          <NumberInput
            label={t('recurrence.interval')}
            value={choice.interval}
            min={1}
            max={52}
            clampBehavior="strict"
            allowDecimal={false}
            suffix={` ${t(`recurrence.${unit}`)}`}
            onChange={(value) => Number(value) >= 1 && set({ interval: Number(value) })}
            className={classes['small'] ?? ''}
          />
        )}
        {choice && (
          <>
            <Select
              label={t('recurrence.ends')}
              value={choice.end.type}
              data={[
                { value: 'count', label: t('recurrence.count') },
                { value: 'until', label: t('recurrence.until') },
              ]}
              onChange={(value) =>
                set({
                  end: value === 'until' ? { type: 'until', date: addDays(date, 70) } : { type: 'count', count: 10 },
                })
              }
              allowDeselect={false}
              className={classes['small'] ?? ''}
            />
            {choice.end.type === 'count' ? (
              <NumberInput
                label={t('recurrence.count')}
                value={choice.end.count}
                min={1}
                max={MAX_MEETINGS}
                clampBehavior="strict"
                allowDecimal={false}
                suffix={` ${t('recurrence.meetings')}`}
                onChange={(value) => Number(value) >= 1 && set({ end: { type: 'count', count: Number(value) } })}
                className={classes['small'] ?? ''}
                data-testid="recurrence-count"
              />
            ) : (
              <DateField
                label={t('recurrence.until')}
                value={choice.end.date}
                error={problem === 'recurrenceUntil' ? problemText : undefined}
                onChange={(until) => until !== '' && set({ end: { type: 'until', date: until } })}
                testId="recurrence-until"
              />
            )}
          </>
        )}
      </div>
      {choice?.every === 'week' && (
        <div
          role="group"
          aria-label={t('recurrence.days')}
          aria-describedby={isOfDays ? 'recurrence-problem' : undefined}
          className={classes['days']}
          data-invalid={isOfDays}
          data-testid="recurrence-days"
        >
          {weekdays.map((day) => (
            <Chip
              key={day}
              aria-invalid={isOfDays}
              checked={choice.days.includes(day)}
              onChange={(on) => {
                const days = weekdays.filter((other) => (other === day ? on : choice.days.includes(other)))
                if (days.length > 0) set({ days })
              }}
            >
              {t(`recurrence.short.${day}`)}
            </Chip>
          ))}
        </div>
      )}
      {problemText !== undefined && (isOfDays || !problem) && (
        <p className={classes['failed']} role="alert" id="recurrence-problem" data-testid="recurrence-problem">
          {problemText}
        </p>
      )}
      {recurrence && !problem && (
        <>
          <p className={classes['words']} aria-live="polite" data-testid="recurrence-words">
            {choice ? recurrenceWords(choice, date, language) : recurrence.rrule}
          </p>
          <Preview form={form} onChange={onChange} />
        </>
      )}
    </div>
  )
}

/** Shows the days of the series, as the server counts them; any of them can be left out. */
function Preview({ form, onChange }: Pick<Props, 'form' | 'onChange'>) {
  const { t, i18n } = useTranslation('schedule')
  const failureText = useFailureText()
  const [startsAt, endsAt] = [startOf(form), endOf(form)]
  const rule = form.recurrence
  const [key] = useDebouncedValue(
    rule && startsAt !== null && endsAt !== null && endsAt > startsAt
      ? JSON.stringify({ startsAt, endsAt, rrule: rule.rrule })
      : null,
    300,
  )
  const { data, failure } = useLoad(
    key === null || !rule || startsAt === null || endsAt === null
      ? null
      : scheduleQueries.recurrence(key, { startsAt, endsAt, recurrence: { rrule: rule.rrule, except: [] } }),
  )
  if (failure !== null) {
    return (
      <p className={classes['failed']} role="alert" data-testid="recurrence-failed">
        {failureText(failure)}
      </p>
    )
  }
  const starts = data?.starts ?? []
  const [first, last] = [starts[0], starts.at(-1)]
  if (!rule || first === undefined || last === undefined) return null
  const except = rule.except.filter((at) => starts.includes(at))
  return (
    <details className={classes['preview']}>
      <summary>
        {t('recurrence.previewCount', {
          count: starts.length - except.length,
          first: writtenDate(localDate(first)),
          last: writtenDate(localDate(last)),
        })}
      </summary>
      <ul>
        {starts.map((at) => {
          const out = except.includes(at)
          const day = dayText(localDate(at), i18n.language)
          return (
            <li key={at}>
              <Button
                size="compact-sm"
                variant={out ? 'subtle' : 'light'}
                color={out ? 'gray' : 'navy'}
                aria-pressed={!out}
                aria-label={t(out ? 'recurrence.takeBack' : 'recurrence.leaveOut', { date: day })}
                onClick={() =>
                  onChange({ ...rule, except: out ? except.filter((other) => other !== at) : [...except, at] })
                }
              >
                {out ? (
                  <>
                    <s>{day}</s>&nbsp;({t('recurrence.leftOut')})
                  </>
                ) : (
                  day
                )}
              </Button>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
