import type { GiveAnswer, GivenAnswer, SeatedPerson } from '@diem-cau/signaling-contract/office'
import { ActionIcon, Alert, Button, Textarea, TextInput } from '@mantine/core'
import { IconAlertCircle, IconCheck, IconPlus, IconTrash, IconX } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { useFailureText } from '../../../ui/useFailureText.ts'
import { momentText } from '../../../time/timeText.ts'
import { AnswerIcon } from './AnswerIcon.tsx'
import classes from './AnswerForm.module.css'

export type GivenForm = Pick<z.output<typeof GiveAnswer>, 'answer' | 'people' | 'note'>

interface Props {
  readonly answer: GivenAnswer | null
  /** The answer from before the meeting was changed: those who would have come then may come now. */
  readonly suggested?: GivenAnswer | null
  readonly onSend: (given: GivenForm) => Promise<void>
}

/** Asks who will attend. One press is an answer; names may follow. */
export function AnswerForm({ answer, suggested = null, onSend }: Props) {
  const { t } = useTranslation('schedule')
  const failureText = useFailureText()
  const label = useId()
  const [people, setPeople] = useState<readonly SeatedPerson[]>((answer ?? suggested)?.people ?? [])
  const [note, setNote] = useState(answer?.note ?? '')
  const [editing, setEditing] = useState(false)
  // A calendar program's "maybe" is an answer, but not the one that the office has to know.
  const asking = editing || !answer || answer.answer === 'tentative'
  const [busy, setBusy] = useState<'attending' | 'declined' | null>(null)
  const [failure, setFailure] = useState<unknown>(null)

  async function send(kind: 'attending' | 'declined') {
    setBusy(kind)
    setFailure(null)
    try {
      const named = people.filter(({ name }) => name.trim() !== '')
      await onSend({ answer: kind, people: kind === 'attending' ? named : [], note })
      setEditing(false)
    } catch (error) {
      setFailure(error)
    } finally {
      setBusy(null)
    }
  }
  const change = (n: number, value: Partial<SeatedPerson>) =>
    setPeople(people.map((person, i) => (i === n ? { ...person, ...value } : person)))

  return (
    <div className={classes['root']} data-testid="answer-form" data-answer={answer?.answer ?? 'open'}>
      {failure !== null && (
        <Alert variant="light" color="red" icon={<IconAlertCircle />} role="alert">
          {failureText(failure)}
        </Alert>
      )}
      {answer && (
        <div className={classes['given']} data-answer={answer.answer} role="status">
          <AnswerIcon answer={answer.answer} size="1.3em" />
          <div>
            <strong>{t(`answer.${answer.answer}`)}</strong>
            <span>
              {t('answer.given', {
                by: answer.by === 'calendar' ? t('answer.byCalendar') : answer.by,
                time: momentText(answer.at),
              })}
            </span>
            {!asking &&
              answer.people.map(({ name, position }) => (
                <span key={`${name}${position}`}>{position ? `${name}, ${position}` : name}</span>
              ))}
            {!asking && answer.note && <em>{answer.note}</em>}
          </div>
          {!asking && (
            <Button variant="default" size="compact-md" onClick={() => setEditing(true)} data-testid="answer-change">
              {t('answer.change')}
            </Button>
          )}
        </div>
      )}
      {asking && (
        <>
          <fieldset className={classes['people']} aria-labelledby={label}>
            <div id={label} className={classes['label']}>
              {t('answer.who')} <span>{t('answer.whoHint')}</span>
            </div>
            {people.map((person, n) => (
              // oxlint-disable-next-line react/no-array-index-key -- rows have nothing else, and are only added at the end
              <div key={n} className={classes['row']}>
                <TextInput
                  aria-label={`${t('answer.name')} ${n + 1}`}
                  placeholder={t('answer.name')}
                  value={person.name}
                  maxLength={120}
                  autoFocus={person.name === ''}
                  onChange={(event) => change(n, { name: event.currentTarget.value })}
                  data-testid="answer-name"
                />
                <TextInput
                  aria-label={`${t('answer.position')} ${n + 1}`}
                  placeholder={t('answer.position')}
                  value={person.position}
                  maxLength={120}
                  onChange={(event) => change(n, { position: event.currentTarget.value })}
                />
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="input-sm"
                  aria-label={t('answer.removePerson', { name: person.name || n + 1 })}
                  onClick={() => setPeople(people.filter((_, i) => i !== n))}
                >
                  <IconTrash size="1.2em" />
                </ActionIcon>
              </div>
            ))}
            {people.length < 60 && (
              <Button
                variant="subtle"
                size="compact-md"
                leftSection={<IconPlus size="1.1em" aria-hidden />}
                onClick={() => setPeople([...people, { name: '', position: '' }])}
                data-testid="answer-add"
              >
                {t('answer.addPerson')}
              </Button>
            )}
          </fieldset>
          <Textarea
            label={t('answer.note')}
            value={note}
            maxLength={500}
            autosize
            minRows={1}
            onChange={(event) => setNote(event.currentTarget.value.replaceAll('\n', ' '))}
          />
          <div className={classes['actions']}>
            <Button
              size="md"
              leftSection={<IconCheck size="1.2em" aria-hidden />}
              loading={busy === 'attending'}
              disabled={busy === 'declined'}
              onClick={() => void send('attending')}
              data-testid="answer-attending"
            >
              {t('answer.attending')}
            </Button>
            <Button
              size="md"
              variant="default"
              leftSection={<IconX size="1.2em" aria-hidden />}
              loading={busy === 'declined'}
              disabled={busy === 'attending'}
              onClick={() => void send('declined')}
              data-testid="answer-declined"
            >
              {t('answer.declined')}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}
