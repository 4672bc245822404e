import type { Vote } from '@diem-cau/signaling-contract'
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAsk } from '../../scope/useAsk.ts'
import { useMyPart } from '../../scope/useMyPart.ts'
import { ruleText } from './ruleText.ts'
import { VoteProgress } from './VoteProgress.tsx'
import classes from './Votes.module.css'

/** The vote that is open, as the office sees it. */
export function OpenVote({ vote }: { readonly vote: Vote }) {
  const { t } = useTranslation('votes')
  const part = useMyPart()
  const [asking, setAsking] = useState<'close' | 'cancel' | null>(null)
  const { ask, pending } = useAsk()
  const missing = Object.entries(vote.voters).flatMap(([voterId, name]) =>
    vote.ballots[voterId] === undefined ? [name] : [],
  )
  const missingText = t('missing', { count: missing.length, names: missing.join(', ') })
  return (
    <section className={classes['open']} aria-label={vote.question} data-testid="vote-running">
      <b className={classes['question']}>{vote.question}</b>
      <small>
        {ruleText(t, vote)} {t(vote.secret ? 'secretHint' : 'openHint')}
      </small>
      <VoteProgress vote={vote} />
      {part.isActingChair && (
        <Group>
          <Button size="md" onClick={() => setAsking('close')} data-testid="vote-close">
            {t('close')}
          </Button>
          <Button size="md" variant="default" onClick={() => setAsking('cancel')} data-testid="vote-cancel">
            {t('cancel')}
          </Button>
        </Group>
      )}
      {/* The list is at the end: with a city that has not voted yet it is longer than the panel. */}
      {part.isOffice &&
        (missing.length === 0 ? (
          <Text size="sm">{t(Object.keys(vote.voters).length === 0 ? 'nobodyMay' : 'missingNone')}</Text>
        ) : (
          <Text size="sm">{missingText}</Text>
        ))}
      {asking && (
        <Modal
          opened
          onClose={() => setAsking(null)}
          title={t(asking)}
          centered
          closeButtonProps={{ 'aria-label': t('common.close', { ns: 'translation' }), size: 'lg' }}
        >
          <Stack>
            <Text>{t(asking === 'close' ? 'closeSure' : 'cancelSure')}</Text>
            {asking === 'close' && missing.length > 0 && (
              <Text size="sm" className={classes['missing'] ?? ''}>
                {missingText}
              </Text>
            )}
            <Group justify="flex-end">
              <Button size="md" variant="default" onClick={() => setAsking(null)}>
                {t('back')}
              </Button>
              <Button
                data-autofocus
                size="md"
                color={asking === 'cancel' ? 'red' : ''}
                loading={pending}
                onClick={() =>
                  void ask(`vote:${asking}`, { voteId: vote.voteId }).then((done) => done && setAsking(null))
                }
                data-testid="vote-sure"
              >
                {t(asking)}
              </Button>
            </Group>
          </Stack>
        </Modal>
      )}
    </section>
  )
}
