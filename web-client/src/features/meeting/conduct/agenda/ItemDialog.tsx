import { type AgendaPoint, ItemId } from '@diem-cau/signaling-contract'
import { Button, Modal, NumberInput, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAsk } from '../../scope/useAsk.ts'

const MOST_MINUTES = 600

interface Props {
  /** The point that is edited; null: a new one. */
  readonly point: AgendaPoint | null
  readonly onClose: () => void
}

export function ItemDialog({ point, onClose }: Props) {
  const { t } = useTranslation('agenda')
  const { ask, pending } = useAsk()
  const [itemId] = useState(() => point?.itemId ?? ItemId.parse(`i.${crypto.randomUUID()}`))
  const [title, setTitle] = useState(point?.title ?? '')
  const [presenter, setPresenter] = useState(point?.presenter ?? '')
  const [minutes, setMinutes] = useState(point?.minutes ?? 15)
  return (
    <Modal opened onClose={onClose} title={point ? t('editOf', { title: point.title }) : t('addTitle')} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void ask('agenda:set', { itemId, title: title.trim(), presenter: presenter.trim(), minutes }).then(
            (done) => done && onClose(),
          )
        }}
      >
        <Stack>
          <TextInput
            data-autofocus
            required
            size="md"
            label={t('title')}
            maxLength={300}
            value={title}
            onChange={({ currentTarget }) => setTitle(currentTarget.value)}
            data-testid="agenda-title"
          />
          <TextInput
            size="md"
            label={t('presenterField')}
            maxLength={200}
            value={presenter}
            onChange={({ currentTarget }) => setPresenter(currentTarget.value)}
          />
          <NumberInput
            size="md"
            label={t('minutes')}
            min={0}
            max={MOST_MINUTES}
            allowDecimal={false}
            clampBehavior="strict"
            value={minutes}
            onChange={(value) => setMinutes(Number(value) || 0)}
          />
          <Button type="submit" size="md" loading={pending} disabled={title.trim() === ''} data-testid="agenda-save">
            {t('save')}
          </Button>
        </Stack>
      </form>
    </Modal>
  )
}
