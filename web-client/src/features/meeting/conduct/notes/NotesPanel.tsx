import { type ItemId, type Note, NoteId } from '@diem-cau/signaling-contract'
import { ActionIcon, Button, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { clockTime } from '../../../../time/formatTime.ts'
import { useName } from '../../scope/useCall.ts'
import { useAsk } from '../../scope/useAsk.ts'
import { PanelList, PanelRow, RowHead, RowText } from '../../../../ui/PanelList.tsx'
import { useConduct } from '../../scope/useConduct.ts'
import classes from './NotesPanel.module.css'

const newNoteId = () => NoteId.parse(`n.${crypto.randomUUID()}`)

/** The secretary's notes of what was said, on their way into the minutes. */
export function NotesPanel() {
  const { t } = useTranslation('notes')
  const { agenda, notes } = useConduct((conduct) => ({ agenda: conduct.agenda, notes: conduct.notes }))
  const holder = useConduct(({ holders }) => holders[0])
  const holderName = useName(holder?.participantId ?? null)
  const speaking = [holder?.speaker, holderName].filter(Boolean).join(', ')
  const current = agenda.find(({ status }) => status === 'current')?.itemId ?? null
  const { ask, pending } = useAsk()
  const [editing, setEditing] = useState<Note | null>(null)
  const [removed, setRemoved] = useState<Note | null>(null)
  const [noteId, setNoteId] = useState(newNoteId)
  // Null: the note is shown as it is now; text that somebody has typed or chosen stays.
  const [speakerTyped, setSpeaker] = useState<string | null>(null)
  const [itemChosen, setItem] = useState<ItemId | null | undefined>(undefined)
  const [text, setText] = useState('')
  const speaker = speakerTyped ?? speaking
  const itemId = itemChosen === undefined ? current : itemChosen
  const titleOf = (id: ItemId | null) => agenda.find((point) => point.itemId === id)?.title ?? t('general')

  function begin(note: Note | null) {
    setEditing(note)
    setNoteId(note?.noteId ?? newNoteId())
    setSpeaker(note?.speaker ?? null)
    setItem(note ? note.itemId : undefined)
    setText(note?.text ?? '')
  }
  function save() {
    if (text.trim() === '') return
    void ask('note:set', { noteId, itemId, speaker: speaker.trim(), text: text.trim() }).then(
      (done) => done && begin(null),
    )
  }
  function remove(note: Note) {
    void ask('note:remove', { noteId: note.noteId }).then((done) => {
      if (!done) return
      setRemoved(note)
      // A save would bring the note back without anybody meaning it.
      if (note.noteId === noteId) begin(null)
    })
  }
  function restore({ noteId, itemId, speaker, text }: Note) {
    void ask('note:set', { noteId, itemId, speaker, text }).then((done) => done && setRemoved(null))
  }
  return (
    <div className={classes['root']}>
      <Text size="sm" c="dimmed">
        {t('hint')}
      </Text>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <Stack gap="xs">
          {editing && <Text fw={600}>{t('editing')}</Text>}
          <NativeSelect
            size="md"
            label={t('item')}
            value={itemId ?? ''}
            onChange={({ currentTarget }) =>
              setItem(agenda.find((point) => point.itemId === currentTarget.value)?.itemId ?? null)
            }
          >
            <option value="">{t('general')}</option>
            {agenda.map((point, index) => (
              <option key={point.itemId} value={point.itemId}>
                {index + 1}. {point.title}
              </option>
            ))}
          </NativeSelect>
          <TextInput
            size="md"
            label={t('speaker')}
            maxLength={200}
            value={speaker}
            onChange={({ currentTarget }) => setSpeaker(currentTarget.value)}
            data-testid="note-speaker"
          />
          <Textarea
            size="md"
            label={t('text')}
            description={t('saveHint')}
            autosize
            minRows={3}
            maxRows={10}
            maxLength={5_000}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
            onKeyDown={(event) => event.key === 'Enter' && event.ctrlKey && save()}
            data-testid="note-text"
          />
          <div className={classes['acts']}>
            <Button type="submit" size="md" loading={pending} disabled={text.trim() === ''} data-testid="note-save">
              {t('save')}
            </Button>
            {editing && (
              <Button size="md" variant="default" onClick={() => begin(null)}>
                {t('cancel')}
              </Button>
            )}
          </div>
        </Stack>
      </form>
      <div role="status">
        {removed && (
          <div className={classes['removed']} data-testid="note-removed">
            <span>{t('removed')}</span>
            <Button
              size="compact-md"
              variant="default"
              disabled={pending}
              onClick={() => restore(removed)}
              data-testid="note-undo"
            >
              {t('undo')}
            </Button>
          </div>
        )}
      </div>
      {notes.length === 0 && <Text c="dimmed">{t('none')}</Text>}
      <PanelList>
        {notes.toReversed().map((note) => {
          const who = note.speaker || t('nobody')
          return (
            <PanelRow key={note.noteId} data-testid="note">
              <RowHead>
                <RowText>
                  <b>{who}</b>
                  <small>
                    {clockTime(note.at)} · {titleOf(note.itemId)}
                  </small>
                </RowText>
                <ActionIcon
                  size="lg"
                  variant="subtle"
                  aria-label={t('edit', { speaker: who })}
                  onClick={() => begin(note)}
                >
                  <IconPencil size="1.2em" aria-hidden />
                </ActionIcon>
                <ActionIcon
                  size="lg"
                  variant="subtle"
                  color="red"
                  disabled={pending}
                  aria-label={t('remove', { speaker: who })}
                  onClick={() => remove(note)}
                >
                  <IconTrash size="1.2em" aria-hidden />
                </ActionIcon>
              </RowHead>
              <p className={classes['text']}>{note.text}</p>
            </PanelRow>
          )
        })}
      </PanelList>
    </div>
  )
}
