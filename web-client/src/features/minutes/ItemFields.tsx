import { meetingLimits } from '@diem-cau/signaling-contract'
import { officialDuration } from '@diem-cau/signaling-contract/documents'
import {
  MAX_SPEECH_LETTERS,
  type MinutesContent,
  type MinutesItem,
  type MinutesSpeech,
} from '@diem-cau/signaling-contract/office'
import { ActionIcon, Button, Checkbox, Text, Textarea, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './Minutes.module.css'

interface Props {
  readonly item: MinutesItem
  readonly index: number
  readonly onChange: (edit: (before: MinutesContent) => MinutesContent) => void
}

/** The fields of a point of the agenda: who spoke, what was said, voted and concluded. */
export function ItemFields({ item, index, onChange }: Props) {
  const { t } = useTranslation('minutes')
  const edit = (change: (before: MinutesItem) => MinutesItem) =>
    onChange((before) => ({ ...before, items: before.items.map((one, at) => (at === index ? change(one) : one)) }))
  const speech = (at: number, part: Partial<MinutesSpeech>) =>
    edit((before) => ({ ...before, speeches: before.speeches.map((one, n) => (n === at ? { ...one, ...part } : one)) }))
  return (
    <div className={classes['fields']} data-testid={`minutes-item-${index}`}>
      <TextInput
        size="md"
        label={t('itemTitle')}
        maxLength={300}
        value={item.title}
        onChange={({ currentTarget: { value } }) => edit((before) => ({ ...before, title: value }))}
      />
      <TextInput
        size="md"
        label={t('presenter')}
        maxLength={300}
        value={item.presenter}
        onChange={({ currentTarget: { value } }) => edit((before) => ({ ...before, presenter: value }))}
      />
      <Checkbox
        label={t('notDiscussed')}
        checked={!item.discussed}
        onChange={({ currentTarget: { checked } }) => edit((before) => ({ ...before, discussed: !checked }))}
        data-testid="minutes-not-discussed"
      />
      <div className={classes['group']} role="group" aria-label={t('speeches')}>
        <b>{t('speeches')}</b>
        {item.speeches.map((one, at) => (
          <div key={at} className={classes['speech']}>
            <TextInput
              size="md"
              aria-label={t('speaker')}
              placeholder={t('speaker')}
              maxLength={300}
              value={one.speaker}
              onChange={({ currentTarget }) => speech(at, { speaker: currentTarget.value })}
            />
            {one.seconds !== null && <small>{t('spoke', { time: officialDuration(one.seconds) })}</small>}
            <ActionIcon
              size="lg"
              variant="default"
              aria-label={t('removeSpeech', { speaker: one.speaker || t('someone') })}
              onClick={() => edit((before) => ({ ...before, speeches: before.speeches.toSpliced(at, 1) }))}
            >
              <IconTrash size="1.1em" aria-hidden />
            </ActionIcon>
            <Textarea
              size="md"
              className={classes['whole'] ?? ''}
              aria-label={`${t('speech')}: ${one.speaker}`}
              placeholder={t('speech')}
              autosize
              minRows={2}
              maxRows={10}
              maxLength={MAX_SPEECH_LETTERS}
              value={one.text}
              onChange={({ currentTarget }) => speech(at, { text: currentTarget.value })}
              data-testid="minutes-speech"
            />
          </div>
        ))}
        <Button
          variant="default"
          size="sm"
          leftSection={<IconPlus size="1.1em" aria-hidden />}
          onClick={() =>
            edit((before) => ({ ...before, speeches: [...before.speeches, { speaker: '', seconds: null, text: '' }] }))
          }
        >
          {t('addSpeech')}
        </Button>
      </div>
      {item.votes.length > 0 && (
        <div className={classes['group']} role="group" aria-label={t('votes')}>
          <b>{t('votes')}</b>
          {item.votes.map((vote) => (
            <span key={vote.voteId}>
              {t('voteLine', {
                question: vote.question,
                counts: vote.options.map(({ label, count }) => `${label} ${count}`).join(', '),
              })}
            </span>
          ))}
          <Text size="sm" c="dimmed">
            {t('votesHint')}
          </Text>
        </div>
      )}
      <Textarea
        size="md"
        label={t('conclusion')}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={meetingLimits.conclusionLetters}
        value={item.conclusion}
        onChange={({ currentTarget: { value } }) => edit((before) => ({ ...before, conclusion: value }))}
        data-testid="minutes-conclusion"
      />
    </div>
  )
}
