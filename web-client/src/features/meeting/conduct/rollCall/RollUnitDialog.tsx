import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RollRow } from './rollBoard.ts'
import { useAsk } from '../../scope/useAsk.ts'
import { PresenceForm } from './PresenceForm.tsx'

interface Props {
  readonly kind: 'confirm' | 'excuse'
  readonly row: RollRow
  readonly onClose: () => void
}

/** Lets the office speak for a unit: it is there, or it is not and why. */
export function RollUnitDialog({ kind, row, onClose }: Props) {
  const { t } = useTranslation('rollCall')
  const { ask, pending } = useAsk()
  const [reason, setReason] = useState(row.reason)
  const closeWhen = (done: object | null) => done && onClose()
  const excuse = (text: string | null) =>
    void ask('rollCall:excuse', { unitCode: row.code, reason: text }).then(closeWhen)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(kind === 'confirm' ? 'confirmForUnit' : 'excuseUnit', { unit: row.name })}
      size="lg"
    >
      {kind === 'confirm' ? (
        <PresenceForm
          count={row.count ?? 1}
          people={row.people}
          pending={pending}
          onSave={(count, people) =>
            void ask('rollCall:confirm', { unitCode: row.code, count, people }).then(closeWhen)
          }
        />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            excuse(reason.trim())
          }}
        >
          <Stack>
            <TextInput
              data-autofocus
              size="md"
              label={t('reason')}
              description={t('reasonHint')}
              maxLength={300}
              value={reason}
              onChange={({ currentTarget }) => setReason(currentTarget.value)}
              data-testid="rollcall-reason"
            />
            <Group>
              <Button type="submit" size="md" loading={pending}>
                {t('save')}
              </Button>
              {row.state === 'excused' && (
                <Button size="md" variant="default" disabled={pending} onClick={() => excuse(null)}>
                  {t('clearExcuse')}
                </Button>
              )}
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  )
}
