import type { GuestInput } from '@diem-cau/signaling-contract/office'
import { ActionIcon, Button, Select, TextInput } from '@mantine/core'
import { IconTrash, IconUserPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { showToast } from '../../../ui/toasts.ts'
import classes from './NamedFields.module.css'
import { PersonPicker } from '../../people/PersonPicker.tsx'
import { personText } from '../../people/personText.ts'
import { guestProblem, type InvitedPerson } from './planForm.ts'

interface Props {
  readonly people: readonly InvitedPerson[]
  readonly onPeople: (people: readonly InvitedPerson[]) => void
  readonly guests: readonly GuestInput[]
  readonly onGuests: (guests: readonly GuestInput[]) => void
  /** The error of the list as a whole; the error of one guest is at their field. */
  readonly error?: string | undefined
  /** True when the form was looked through: fields that are wrong are marked. */
  readonly isChecked: boolean
}

const seats = ['delegate', 'technician', 'observer'] as const

/** Invites by name: people with an account, and guests who get a link. */
export function NamedFields({ people, onPeople, guests, onGuests, error, isChecked }: Props) {
  const { t } = useTranslation('schedule')
  const removed = (name: string, undo: () => void) => showToast(t('named.removed', { name }), { undo })
  return (
    <div className={classes['root']}>
      <PersonPicker
        label={t('named.add')}
        value={null}
        forList
        onChange={(person) => {
          if (!person) return
          if (people.some((other) => other.person.accountId === person.accountId))
            showToast(t('named.already', { name: person.name }))
          else onPeople([...people, { person, seat: 'delegate' }])
        }}
        testId="add-person"
      />
      {people.length > 0 && (
        <ul className={classes['list']}>
          {people.map((invited) => (
            <li key={invited.person.accountId} className={classes['person']}>
              <div className={classes['who']}>
                {personText(invited.person)}
                <span>{invited.person.unit.name}</span>
              </div>
              <Select
                aria-label={`${t('named.seat')}: ${invited.person.name}`}
                value={invited.seat}
                data={seats.map((value) => ({ value, label: t(`named.seats.${value}`) }))}
                onChange={(seat) =>
                  seat &&
                  onPeople(
                    people.map((other) =>
                      other === invited
                        ? { ...other, seat: seats.find((known) => known === seat) ?? 'delegate' }
                        : other,
                    ),
                  )
                }
                allowDeselect={false}
                className={classes['seat'] ?? ''}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                size="input-sm"
                aria-label={t('named.remove', { name: invited.person.name })}
                onClick={() => {
                  onPeople(people.filter((other) => other !== invited))
                  removed(invited.person.name, () => onPeople(people))
                }}
              >
                <IconTrash size="1.2em" />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <div>
        <h3 className={classes['heading']}>{t('named.guests')}</h3>
        <p className={classes['hint']}>{t('named.guestsHint')}</p>
      </div>
      {error && (
        <p className={classes['error']} role="alert">
          {error}
        </p>
      )}
      {guests.map((guest, n) => (
        <GuestRow
          // oxlint-disable-next-line react/no-array-index-key -- new guests have no id yet
          key={guest.guestId ?? n}
          guest={guest}
          problem={isChecked ? guestProblem(guest) : null}
          onChange={(value) => onGuests(guests.map((other, i) => (i === n ? { ...other, ...value } : other)))}
          onRemove={() => {
            onGuests(guests.filter((other) => other !== guest))
            removed(guest.name || t('named.guestName'), () => onGuests(guests))
          }}
        />
      ))}
      {guests.length < 100 && (
        <Button
          variant="default"
          className={classes['add'] ?? ''}
          leftSection={<IconUserPlus size="1.2em" aria-hidden />}
          onClick={() => onGuests([...guests, { guestId: null, name: '', organisation: '', email: null }])}
          data-testid="add-guest"
        >
          {t('named.addGuest')}
        </Button>
      )}
    </div>
  )
}

interface GuestRowProps {
  readonly guest: GuestInput
  readonly problem: ReturnType<typeof guestProblem>
  readonly onChange: (value: Partial<GuestInput>) => void
  readonly onRemove: () => void
}

function GuestRow({ guest, problem, onChange, onRemove }: GuestRowProps) {
  const { t } = useTranslation('schedule')
  const text = (field: typeof problem) => (problem !== null && problem === field ? t(`problems.${problem}`) : undefined)
  return (
    <div className={classes['guest']} role="group" aria-label={guest.name || t('named.guestName')}>
      <TextInput
        label={t('named.guestName')}
        required
        value={guest.name}
        maxLength={120}
        error={text('guestName')}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
        data-testid="guest-name"
      />
      <TextInput
        label={t('named.organisation')}
        value={guest.organisation}
        maxLength={200}
        onChange={(event) => onChange({ organisation: event.currentTarget.value })}
      />
      <TextInput
        label={t('named.email')}
        type="email"
        value={guest.email ?? ''}
        maxLength={254}
        error={text('guestEmail')}
        onChange={(event) => onChange({ email: event.currentTarget.value.trim() || null })}
        data-testid="guest-email"
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size="input-sm"
        aria-label={t('named.remove', { name: guest.name || t('named.guestName') })}
        onClick={onRemove}
      >
        <IconTrash size="1.2em" />
      </ActionIcon>
    </div>
  )
}
