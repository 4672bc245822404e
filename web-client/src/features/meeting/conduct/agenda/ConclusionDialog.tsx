import type { AgendaPoint } from '@diem-cau/signaling-contract'
import { Button, Modal, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAsk } from '../../scope/useAsk.ts'

interface Props {
  readonly point: AgendaPoint
  /** True when it also ends the point; else only its words change. */
  readonly closes: boolean
  readonly onClose: () => void
}

/** Takes the chair's conclusion, word for word. */
export function ConclusionDialog({ point, closes, onClose }: Props) {
  const { t } = useTranslation('agenda')
  const { ask, pending } = useAsk()
  const [text, setText] = useState(point.conclusion)
  const save = () =>
    void ask(closes ? 'agenda:close' : 'agenda:conclude', { itemId: point.itemId, conclusion: text.trim() }).then(
      (done) => done && onClose(),
    )
  return (
    <Modal opened onClose={onClose} title={t(closes ? 'closeOf' : 'concludeOf', { title: point.title })} size="xl">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <Stack>
          <Textarea
            data-autofocus
            size="lg"
            label={t('conclusion')}
            description={t('conclusionHint')}
            autosize
            minRows={5}
            maxRows={14}
            maxLength={10_000}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
            onKeyDown={(event) => event.key === 'Enter' && event.ctrlKey && save()}
            data-testid="conclusion-text"
          />
          <Button type="submit" size="md" loading={pending} data-testid="conclusion-save">
            {t(closes ? 'close' : 'save')}
          </Button>
        </Stack>
      </form>
    </Modal>
  )
}
