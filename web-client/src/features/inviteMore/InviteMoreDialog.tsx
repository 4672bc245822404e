import './inviteMore.css'
import type { UnitCode } from '@diem-cau/signaling-contract'
import type { InvitedMore, InviteMore } from '@diem-cau/signaling-contract/office'
import { ActionIcon, Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { IconTrash, IconUserPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { useFailureText } from '../../ui/useFailureText.ts'
import { scheduleApi } from '../../api/office/scheduleApi.ts'
import { UnitSelect } from '../units/UnitSelect.tsx'
import { useUnitIndex } from '../../api/stores/useUnitIndex.ts'
import classes from './InviteMoreDialog.module.css'
import { InvitedMoreList } from './InvitedMoreList.tsx'

interface Props {
  readonly meetingId: string
  readonly onClose: () => void
  readonly onAdded?: () => void
}

type NewGuest = z.infer<typeof InviteMore>['guests'][number]

/**
 * Adds units and guests to a meeting that is planned or running (SPEC 11.7), and then shows the links of the guests.
 */
export function InviteMoreDialog({ meetingId, onClose, onAdded }: Props) {
  const { t } = useTranslation(['schedule', 'translation'])
  const [added, setAdded] = useState<InvitedMore | null>(null)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(added ? 'more.doneTitle' : 'more.title')}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': t('translation:common.close'), size: 'lg' }}
    >
      {added ? (
        <InvitedMoreList added={added} onClose={onClose} />
      ) : (
        <InviteForm
          meetingId={meetingId}
          onClose={onClose}
          onAdded={(answer) => {
            setAdded(answer)
            onAdded?.()
          }}
        />
      )}
    </Modal>
  )
}

function InviteForm({
  meetingId,
  onClose,
  onAdded,
}: {
  readonly meetingId: string
  readonly onClose: () => void
  readonly onAdded: (added: InvitedMore) => void
}) {
  const { t } = useTranslation(['schedule', 'translation'])
  const failureText = useFailureText()
  const { index } = useUnitIndex()
  const [units, setUnits] = useState<readonly UnitCode[]>([])
  const [guests, setGuests] = useState<readonly NewGuest[]>([])
  const [failure, setFailure] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const named = guests.filter(({ name }) => name.trim() !== '')
  const change = (n: number, value: Partial<NewGuest>) =>
    setGuests(guests.map((guest, i) => (i === n ? { ...guest, ...value } : guest)))
  async function submit() {
    setBusy(true)
    setFailure(null)
    try {
      onAdded(await scheduleApi.inviteMore(meetingId, { units: [...units], guests: named }))
    } catch (error) {
      setFailure(error)
      setBusy(false)
    }
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('more.hint')}
        </Text>
        <UnitSelect
          label={t('more.unit')}
          value={null}
          onChange={(code) => code !== null && !units.includes(code) && setUnits([...units, code])}
          placeholder={t('more.unitPlaceholder')}
          nothing={t('more.noUnit')}
          testId="more-unit"
        />
        {units.length > 0 && (
          <ul className={classes['units']} data-testid="more-units">
            {units.map((code) => {
              const name = index?.nameOf(code) ?? code
              return (
                <li key={code}>
                  {name}
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size="lg"
                    aria-label={t('more.dropUnit', { name })}
                    onClick={() => setUnits(units.filter((other) => other !== code))}
                  >
                    <IconX size="1.1em" aria-hidden />
                  </ActionIcon>
                </li>
              )
            })}
          </ul>
        )}
        {guests.map((guest, n) => (
          // oxlint-disable-next-line react/no-array-index-key -- they have no id yet
          <fieldset key={n} className={classes['guest']}>
            <legend>{t('more.guestNumber', { number: n + 1 })}</legend>
            <TextInput
              label={t('named.guestName')}
              required
              value={guest.name}
              maxLength={120}
              onChange={(event) => change(n, { name: event.currentTarget.value })}
              data-testid="more-guest-name"
            />
            <TextInput
              label={t('named.organisation')}
              value={guest.organisation}
              maxLength={200}
              onChange={(event) => change(n, { organisation: event.currentTarget.value })}
              data-testid="more-guest-organisation"
            />
            <TextInput
              label={t('named.email')}
              description={t('more.noEmail')}
              type="email"
              value={guest.email ?? ''}
              maxLength={254}
              onChange={(event) => change(n, { email: event.currentTarget.value.trim() || null })}
            />
            <Button
              variant="subtle"
              color="gray"
              size="compact-md"
              leftSection={<IconTrash size="1.1em" aria-hidden />}
              onClick={() => setGuests(guests.filter((other) => other !== guest))}
            >
              {t('more.dropGuest')}
            </Button>
          </fieldset>
        ))}
        <Button
          variant="default"
          leftSection={<IconUserPlus size="1.2em" aria-hidden />}
          onClick={() => setGuests([...guests, { name: '', organisation: '', email: null }])}
          disabled={guests.length >= 20}
          data-testid="more-guest"
        >
          {t('more.addGuest')}
        </Button>
        {failure !== null && (
          <Alert color="red" variant="light" role="alert">
            {failureText(failure)}
          </Alert>
        )}
      </Stack>
      <Group mt="lg" justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('translation:common.cancel')}
        </Button>
        <Button type="submit" loading={busy} disabled={units.length + named.length === 0} data-testid="more-submit">
          {t('more.submit')}
        </Button>
      </Group>
    </form>
  )
}
