import { Button, Switch, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { chatAudiences } from './chatAudiences.ts'
import { useMeetingClient } from '../../scope/MeetingContext.ts'
import { useAsk } from '../../scope/useAsk.ts'
import { useConduct } from '../../scope/useConduct.ts'
import { useMyPart } from '../../scope/useMyPart.ts'
import { ChatLine } from './ChatLine.tsx'
import classes from './ChatPanel.module.css'
import { ChatForm } from './ChatForm.tsx'

/** A reader this close to the end counts as reading along, in pixels. */
const AT_END = 60

/** Shows the messages beside the meeting: to all, to the secretary, to the technicians. */
export function ChatPanel() {
  const { t } = useTranslation('chat')
  const client = useMeetingClient()
  const part = useMyPart()
  const messages = useStore(client.chat.store, (chat) => chat.messages)
  const chatOpen = useConduct((conduct) => conduct.chatOpen)
  const audiences = chatAudiences(part, chatOpen)
  const { ask, pending } = useAsk()
  const list = useRef<HTMLOListElement>(null)
  const follows = useRef(true)
  const [behind, setBehind] = useState(false)

  useEffect(() => {
    client.chat.look(true)
    return () => client.chat.look(false)
  }, [client])

  // A person who reads further up is not torn away by new messages below.
  useEffect(() => {
    const shown = list.current
    if (!shown) return
    if (follows.current) shown.scrollTop = shown.scrollHeight
    else setBehind(true)
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- with every line that comes
  }, [messages])

  function onScroll() {
    const shown = list.current
    if (!shown) return
    follows.current = shown.scrollHeight - shown.scrollTop - shown.clientHeight < AT_END
    if (follows.current) setBehind(false)
  }
  function toEnd() {
    follows.current = true
    setBehind(false)
    list.current?.scrollTo({ top: list.current.scrollHeight })
  }

  return (
    <div className={classes['root']}>
      {part.isOffice && (
        <Switch
          size="md"
          label={t('open')}
          checked={chatOpen}
          disabled={pending}
          onChange={({ currentTarget }) => void ask('chat:set', { open: currentTarget.checked })}
          data-testid="chat-open"
        />
      )}
      <ol
        ref={list}
        className={classes['list']}
        onScroll={onScroll}
        tabIndex={0}
        role="log"
        aria-live="polite"
        aria-label={t('messages')}
        data-testid="chat-list"
      >
        {messages.map((message) => (
          <ChatLine key={message.messageId} message={message} mine={message.from === part.me} />
        ))}
        {messages.length === 0 && (
          <li className={classes['none']}>
            <Text c="dimmed">{t('none')}</Text>
          </li>
        )}
      </ol>
      {behind && (
        <Button size="compact-md" onClick={toEnd}>
          {t('newBelow')}
        </Button>
      )}
      {!audiences.includes('all') && <p className={classes['closed']}>{t(chatOpen ? 'observer' : 'closed')}</p>}
      {audiences.length > 0 && <ChatForm audiences={audiences} />}
    </div>
  )
}
