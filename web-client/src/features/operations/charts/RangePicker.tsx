import { Button, NativeSelect, TextInput } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import { IconArrowBarToRight, IconChevronLeft, IconChevronRight, IconZoomOut } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { clockTime } from '../../../time/formatTime.ts'
import { serverNow } from '../../../time/serverClock.ts'
import { addDays, fromLocal, localDate, readTime } from '../../../time/vietnamTime.ts'
import { DateField } from '../../../ui/DateField.tsx'
import { exactText } from '../figures/moments.ts'
import classes from './charts.module.css'
import { around, shifted, type TimeRange, widened } from './timeRange.ts'

const LENGTHS = { m10: 600, h1: 3_600, h6: 21_600, d1: 86_400, d7: 7 * 86_400, d30: 30 * 86_400 } as const
type Length = keyof typeof LENGTHS

interface Props {
  readonly range: TimeRange
  readonly onRange: (range: TimeRange) => void
}

/** Chooses the time that the charts show: the moment that somebody called about, and how much around it. */
export function RangePicker({ range, onRange }: Props) {
  const { t, i18n } = useTranslation('operations')
  const [middle] = useState(() => (range.kind === 'past' ? ((range.from + range.to) / 2) * 1_000 : serverNow()))
  const [date, setDate] = useState(() => localDate(middle))
  const [time, setTime] = useState(() => clockTime(middle))
  const [length, setLength] = useState<Length>('h1')
  const [isWrong, setWrong] = useState(false)
  const now = () => serverNow() / 1_000
  function show(event: FormEvent): void {
    event.preventDefault()
    const read = readTime(time)
    const asked = read === null ? null : fromLocal(date, read)
    // Soon after midnight somebody who speaks of 9:14 means that of the day that has passed.
    const isToCome = asked !== null && asked > serverNow() && date === localDate(serverNow())
    const day = isToCome ? addDays(date, -1) : date
    const at = read === null ? null : fromLocal(day, read)
    setDate(day)
    setWrong(at === null)
    if (at !== null) onRange(around(at / 1_000, LENGTHS[length], now()))
  }
  return (
    <div className={classes['picker']}>
      <p className={classes['when']} data-testid="range">
        {range.kind === 'live'
          ? t('charts.live')
          : t('charts.range', { from: exactText(range.from * 1_000), to: exactText(range.to * 1_000) })}
      </p>
      <form onSubmit={show} noValidate>
        <DatesProvider
          settings={{ locale: i18n.language === 'en' ? 'en' : 'vi', firstDayOfWeek: 1, weekendDays: [6, 0] }}
        >
          <DateField label={t('charts.date')} value={date} onChange={setDate} testId="range-date" />
        </DatesProvider>
        <TextInput
          className={classes['time'] ?? ''}
          label={t('charts.time')}
          value={time}
          error={isWrong ? t('charts.timeWrong') : null}
          maxLength={12}
          autoComplete="off"
          onChange={({ currentTarget }) => setTime(currentTarget.value)}
          data-testid="range-time"
        />
        <NativeSelect
          label={t('charts.length')}
          value={length}
          onChange={({ currentTarget }) => setLength(currentTarget.value as Length)}
          data={(Object.keys(LENGTHS) as Length[]).map((value) => ({ value, label: t(`charts.lengths.${value}`) }))}
          data-testid="range-length"
        />
        <Button type="submit" variant="default" data-testid="range-show">
          {t('charts.show')}
        </Button>
      </form>
      <Button.Group>
        <Button
          variant="default"
          aria-label={t('charts.earlier')}
          title={t('charts.earlier')}
          onClick={() => onRange(shifted(range, -1, now()))}
          data-testid="range-earlier"
        >
          <IconChevronLeft size="1.2em" aria-hidden />
        </Button>
        <Button
          variant="default"
          aria-label={t('charts.later')}
          title={t('charts.later')}
          disabled={range.kind === 'live'}
          onClick={() => onRange(shifted(range, 1, now()))}
        >
          <IconChevronRight size="1.2em" aria-hidden />
        </Button>
        <Button
          variant="default"
          aria-label={t('charts.wider')}
          title={t('charts.wider')}
          disabled={range.kind === 'live'}
          onClick={() => onRange(widened(range, now()))}
          data-testid="range-wider"
        >
          <IconZoomOut size="1.2em" aria-hidden />
        </Button>
      </Button.Group>
      {range.kind === 'past' && (
        <Button
          leftSection={<IconArrowBarToRight size="1.2em" aria-hidden />}
          onClick={() => onRange({ kind: 'live' })}
          data-testid="range-live"
        >
          {t('charts.backToLive')}
        </Button>
      )}
    </div>
  )
}
