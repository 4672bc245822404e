import { cutText } from '@diem-cau/signaling-contract'
import { ActionIcon, Button, NumberInput, Textarea } from '@mantine/core'
import { IconMinus, IconPlus, IconUsersPlus } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './RollCall.module.css'

const MOST = 999

interface Props {
  readonly count: number
  readonly people: readonly string[]
  readonly pending: boolean
  readonly large?: boolean
  /** The names that were given for this room before, to be taken over in one press. */
  readonly suggested?: readonly string[]
  readonly onSave: (count: number, people: string[]) => void
}

/** Asks how many are in the room, and who, if somebody cares to say. */
export function PresenceForm({
  count: countBefore,
  people: peopleBefore,
  pending,
  large = false,
  suggested = [],
  onSave,
}: Props) {
  const { t } = useTranslation('rollCall')
  const id = useId()
  const [count, setCount] = useState(Math.max(1, countBefore))
  const [names, setNames] = useState(peopleBefore.join('\n'))
  // On a phone the names, which nobody must give, would take the stage's place.
  const [naming, setNaming] = useState(peopleBefore.length > 0)
  const people = names
    .split('\n')
    .map((name) => cutText(name.trim(), 200))
    .filter((name) => name !== '')
    .slice(0, 60)
  const isSuggested = people.length === suggested.length && people.every((name, n) => name === suggested[n])
  const size = large ? 'lg' : 'md'
  const step = (by: number) => setCount((n) => Math.min(MOST, Math.max(0, n + by)))
  return (
    <form
      className={classes['form']}
      data-large={large}
      data-naming={naming}
      onSubmit={(event) => {
        event.preventDefault()
        onSave(count, people)
      }}
    >
      <div className={classes['counter']}>
        <label htmlFor={id}>{t('count')}</label>
        <ActionIcon size={large ? '3.25rem' : 'xl'} variant="default" aria-label={t('fewer')} onClick={() => step(-1)}>
          <IconMinus aria-hidden />
        </ActionIcon>
        <NumberInput
          id={id}
          className={classes['number'] ?? ''}
          size={size}
          hideControls
          min={0}
          max={MOST}
          allowDecimal={false}
          clampBehavior="strict"
          value={count}
          onChange={(value) => setCount(Number(value) || 0)}
          data-testid="rollcall-count"
        />
        <ActionIcon size={large ? '3.25rem' : 'xl'} variant="default" aria-label={t('more')} onClick={() => step(1)}>
          <IconPlus aria-hidden />
        </ActionIcon>
      </div>
      <Textarea
        className={classes['names'] ?? ''}
        size={size}
        label={t('who')}
        placeholder={t('whoHint')}
        autosize
        minRows={1}
        maxRows={large ? 3 : 6}
        value={names}
        onChange={({ currentTarget }) => setNames(currentTarget.value)}
        data-testid="rollcall-people"
      />
      {suggested.length > 0 && !isSuggested && (
        <Button
          size={large ? 'lg' : 'md'}
          variant="default"
          leftSection={<IconUsersPlus size="1.2em" aria-hidden />}
          onClick={() => {
            setCount(suggested.length)
            setNames(suggested.join('\n'))
            setNaming(true)
          }}
          data-remote-first
          data-testid="rollcall-suggested"
        >
          {t('suggested', { count: suggested.length })}
        </Button>
      )}
      <Button
        type="submit"
        size={large ? 'lg' : 'md'}
        {...(large ? { variant: 'white', color: 'dark' } : {})}
        loading={pending}
        data-remote-first
        data-testid="rollcall-confirm"
      >
        {t('save')}
      </Button>
      {large && !naming && (
        <Button
          className={classes['addNames'] ?? ''}
          variant="transparent"
          color="white"
          size="compact-md"
          leftSection={<IconUsersPlus size="1.1em" aria-hidden />}
          onClick={() => setNaming(true)}
        >
          {t('addNames')}
        </Button>
      )}
    </form>
  )
}
