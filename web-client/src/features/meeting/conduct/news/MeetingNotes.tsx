import type { LoggedEvent, Notice } from '@diem-cau/signaling-contract'
import { CloseButton } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { conductNews } from './conductNews.ts'
import type { MeetingNote } from '../../../../live/meeting/NotesModel.ts'
import { useMeetingClient } from '../../scope/MeetingContext.ts'
import { useNameOf } from '../../scope/useCall.ts'
import classes from './MeetingNotes.module.css'
import { useNewsText } from './useNewsText.ts'

/** Long enough to read two lines from the far end of a room, in milliseconds. */
const SHOWN_MS = 12_000

/** What happened in the conduct that nothing else on the page says, and who hears or sees badly. */
export function MeetingNotes() {
  const { t } = useTranslation('conduct')
  const client = useMeetingClient()
  const newsText = useNewsText()
  const nameOf = useNameOf()
  const notes = useStore(client.notes.store, (state) => state.notes)

  const onEvent = useEffectEvent(({ event }: LoggedEvent) => {
    const { meeting, phase } = client.store.getState()
    if (phase.kind !== 'inMeeting') return
    const news = conductNews(event, meeting, phase.me)
    if (news?.shown) client.notes.show(newsText(news))
  })
  const onNotice = useEffectEvent((notice: Notice) => {
    if (notice.name !== 'complaint') return
    const { phase } = client.store.getState()
    const { from, about, what } = notice.complaint
    if (phase.kind !== 'inMeeting' || from === phase.me) return
    const unit = nameOf(from)
    const other = nameOf(about)
    client.notes.show(other === '' ? t('complaint.of', { unit, what: t(`complaint.${what}`) }) : t('complaint.about', { unit, what: t(`complaint.${what}`), other }), 'warn')
  })
  useEffect(() => client.event$.on(onEvent), [client])
  useEffect(() => client.conduct$.on(onNotice), [client])

  return (
    <div className={classes['root']} role="status" aria-live="polite">
      {notes.map((note) => (
        <Note key={note.id} note={note} onDone={() => client.notes.drop(note.id)} />
      ))}
    </div>
  )
}

function Note({ note, onDone }: { readonly note: MeetingNote; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const [held, setHeld] = useState(false)
  const done = useEffectEvent(onDone)
  useEffect(() => {
    // What is being read stays (WCAG 2.2.1).
    if (held) return
    const timer = setTimeout(() => done(), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [held])
  return (
    <div
      className={classes['note']}
      data-tone={note.tone}
      data-testid="meeting-note"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {note.tone === 'warn' ? <IconAlertTriangle size="1.4em" aria-hidden /> : <IconInfoCircle size="1.4em" aria-hidden />}
      <span>{note.text}</span>
      <CloseButton size="md" aria-label={t('common.close')} onClick={onDone} />
    </div>
  )
}
