import { Checkbox } from '@mantine/core'
import classes from '../lists/admin.module.css'

interface Props<T extends string> {
  readonly label: string
  readonly options: readonly T[]
  readonly chosen: readonly T[]
  readonly onChange: (chosen: readonly T[]) => void
  readonly textOf: (option: T) => string
  /** Told in red; undefined: all is well. */
  readonly error: string | undefined
  /** Before each option's own name. */
  readonly testId: string
}

/** Several of a list; what is chosen stays in the order of the list. */
export function ChoiceList<T extends string>({ label, options, chosen, onChange, textOf, error, testId }: Props<T>) {
  return (
    <Checkbox.Group
      label={label}
      value={[...chosen]}
      onChange={(values) => onChange(options.filter((option) => values.includes(option)))}
      error={error}
    >
      <div className={classes['choices']}>
        {options.map((option) => (
          <Checkbox key={option} value={option} label={textOf(option)} data-testid={`${testId}-${option}`} />
        ))}
      </div>
    </Checkbox.Group>
  )
}
