import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fromLocal, localDate, localTime, readDate, readTime, writtenDate } from '../../time/vietnamTime.ts'
import classes from './Minutes.module.css'

interface Props {
  readonly label: string
  readonly value: number
  readonly onChange: (at: number) => void
}

/** A moment as officials type it; a text that is no moment stays until it is one. */
export function MomentField({ label, value, onChange }: Props) {
  const { t } = useTranslation('minutes')
  const [typed, setTyped] = useState<{ readonly date: string; readonly time: string } | null>(null)
  const date = typed?.date ?? writtenDate(localDate(value))
  const time = typed?.time ?? localTime(value)
  function type(next: { readonly date: string; readonly time: string }) {
    const [day, clock] = [readDate(next.date, localDate(value)), readTime(next.time)]
    const at = day === null || clock === null ? null : fromLocal(day, clock)
    setTyped(next)
    if (at !== null) onChange(at)
  }
  return (
    <div className={classes['pair']}>
      <TextInput
        size="md"
        label={`${label} (${t('time')})`}
        value={time}
        onChange={({ currentTarget }) => type({ date, time: currentTarget.value })}
        onBlur={() => setTyped(null)}
      />
      <TextInput
        size="md"
        label={`${label} (${t('date')})`}
        value={date}
        onChange={({ currentTarget }) => type({ date: currentTarget.value, time })}
        onBlur={() => setTyped(null)}
      />
    </div>
  )
}
