import type { Minutes } from '@diem-cau/signaling-contract/office'
import { Button, Group, Modal, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../ui/useFailureText.ts'
import { minutesApi } from '../../api/office/minutesApi.ts'
import { showToast } from '../../ui/toasts.ts'
import { localDate, readDate, writtenDate } from '../../time/vietnamTime.ts'
import classes from './Minutes.module.css'

interface Props {
  readonly minutes: Minutes
  readonly onClose: () => void
  readonly onChange: (minutes: Minutes) => void
}

/** Takes the clerk's number, which is given after the chair has signed. It is filled in once. */
export function NumberDialog({ minutes, onClose, onChange }: Props) {
  const { t } = useTranslation(['minutes', 'translation'])
  const failureText = useFailureText()
  const [today] = useState(() => localDate(Date.now()))
  const [number, setNumber] = useState('')
  const [symbol, setSymbol] = useState(minutes.content.symbol)
  const [date, setDate] = useState(writtenDate(today))
  const [busy, setBusy] = useState(false)
  const numberedOn = readDate(date, today)
  async function save() {
    if (numberedOn === null) return
    setBusy(true)
    try {
      onChange(
        await minutesApi.number(minutes.meetingId, {
          version: minutes.version,
          number: number.trim(),
          symbol: symbol.trim(),
          numberedOn,
        }),
      )
      showToast(t('numbered'))
      onClose()
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('numberTitle')}
      centered
      closeButtonProps={{ 'aria-label': t('common.close', { ns: 'translation' }) }}
    >
      <form
        className={classes['fields']}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Text size="sm">{t('numberText')}</Text>
        <div className={classes['pair']}>
          <TextInput
            data-autofocus
            size="md"
            required
            label={t('number')}
            maxLength={20}
            value={number}
            onChange={({ currentTarget }) => setNumber(currentTarget.value)}
            data-testid="number-number"
          />
          <TextInput
            size="md"
            label={t('symbol')}
            maxLength={40}
            value={symbol}
            onChange={({ currentTarget }) => setSymbol(currentTarget.value)}
          />
        </div>
        <TextInput
          size="md"
          required
          label={t('numberedOn')}
          value={date}
          error={numberedOn === null ? t('noDate') : null}
          onChange={({ currentTarget }) => setDate(currentTarget.value)}
          data-testid="number-date"
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" disabled={busy} onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            type="submit"
            loading={busy}
            disabled={number.trim() === '' || numberedOn === null}
            data-testid="number-save"
          >
            {t('numberSave')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
