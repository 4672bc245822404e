import { DateInput } from '@mantine/dates'
import '@mantine/dates/styles.layer.css'
import 'dayjs/locale/vi'
import { IconCalendar } from '@tabler/icons-react'
import { useState } from 'react'
import { serverNow } from '../time/serverClock.ts'
import { localDate, readDate } from '../time/vietnamTime.ts'
import classes from './DateField.module.css'

interface Props {
  readonly label: string
  readonly value: string
  readonly error?: string | undefined
  readonly onChange: (value: string) => void
  readonly testId: string
}

/** A day in Vietnam as "2026-11-23", typed as people write it or picked; '' while what is typed is no day. Inside a `DatesProvider`. */
export function DateField({ label, value, error, onChange, testId }: Props) {
  const [today] = useState(() => localDate(serverNow()))
  return (
    <DateInput
      label={label}
      required
      value={value === '' ? null : value}
      onChange={(date) => onChange(date ?? '')}
      dateParser={(text) => readDate(text, today)}
      valueFormat="DD/MM/YYYY"
      placeholder="23/11/2026"
      error={error}
      className={classes['date'] ?? ''}
      data-testid={testId}
      leftSection={<IconCalendar size="1.1em" aria-hidden />}
      leftSectionPointerEvents="none"
      inputMode="numeric"
      autoComplete="off"
    />
  )
}
