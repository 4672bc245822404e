import { Button, NativeSelect, Textarea } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useState, type FormEvent, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Audience } from './chatAudiences.ts'
import { useAsk } from '../../scope/useAsk.ts'
import classes from './ChatPanel.module.css'

interface Props {
  readonly audiences: readonly Audience[]
}

/** The contract's limit, in characters. */
const MAX_LENGTH = 2_000

export function ChatForm({ audiences }: Props) {
  const { t } = useTranslation('chat')
  const [text, setText] = useState('')
  const [wanted, setTo] = useState<Audience>('all')
  // The chat may be closed while somebody writes.
  const to = audiences.includes(wanted) ? wanted : audiences[0]
  const { ask, pending } = useAsk()

  async function send() {
    const written = text.trim()
    if (written === '' || to === undefined) return
    // A text that could not be sent stays in the field.
    if (await ask('chat:send', { to, text: written })) setText((now) => (now.trim() === written ? '' : now))
  }
  function onSubmit(event: FormEvent) {
    event.preventDefault()
    void send()
  }
  function onKeyDown(event: KeyboardEvent) {
    // Enter belongs to a Vietnamese input method while it composes a letter.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    void send()
  }
  return (
    <form className={classes['form']} onSubmit={onSubmit}>
      <NativeSelect
        size="sm"
        label={t('to')}
        value={to ?? ''}
        onChange={({ currentTarget: { value } }) => setTo(audiences.find((audience) => audience === value) ?? wanted)}
        data-testid="chat-to"
      >
        {audiences.map((audience) => (
          <option key={audience} value={audience}>
            {t(`audience.${audience}`)}
          </option>
        ))}
      </NativeSelect>
      <Textarea
        size="md"
        autosize
        minRows={2}
        maxRows={6}
        maxLength={MAX_LENGTH}
        aria-label={t('write')}
        placeholder={t('write')}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={onKeyDown}
        data-testid="chat-input"
      />
      <Button
        type="submit"
        size="md"
        loading={pending}
        disabled={text.trim() === ''}
        leftSection={<IconSend size="1.1em" aria-hidden />}
        data-testid="chat-send"
      >
        {t('send')}
      </Button>
    </form>
  )
}
