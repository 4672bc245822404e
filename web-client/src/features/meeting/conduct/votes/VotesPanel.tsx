import { Button, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newestFirst } from './voteBars.ts'
import { PanelList, PanelRow } from '../../../../ui/PanelList.tsx'
import { useConduct } from '../../scope/useConduct.ts'
import { useMyPart } from '../../scope/useMyPart.ts'
import { NewVoteDialog } from './NewVoteDialog.tsx'
import { OpenVote } from './OpenVote.tsx'
import { VoteResult } from './VoteResult.tsx'
import '../../../../ui/styles/conduct.css'
import classes from './Votes.module.css'

/** Shows the vote that runs, and all that there were. */
export function VotesPanel() {
  const { t } = useTranslation('votes')
  const part = useMyPart()
  const votes = newestFirst(useConduct((conduct) => conduct.votes))
  const open = votes.find(({ status }) => status === 'open')
  const [making, setMaking] = useState(false)
  return (
    <div className={classes['root']}>
      {open && <OpenVote vote={open} />}
      {!open && part.isActingChair && (
        <Button
          size="md"
          leftSection={<IconPlus size="1.2em" aria-hidden />}
          onClick={() => setMaking(true)}
          data-testid="vote-new"
        >
          {t('new')}
        </Button>
      )}
      {!part.isActingChair && part.isOffice && !open && (
        <Text size="sm" c="dimmed">
          {t('onlyChair')}
        </Text>
      )}
      {votes.length === 0 && <Text c="dimmed">{t('none')}</Text>}
      <PanelList>
        {votes
          .filter(({ status }) => status !== 'open')
          .map((vote) => (
            <PanelRow key={vote.voteId}>
              <b className={classes['question']}>{vote.question}</b>
              {vote.status === 'cancelled' ? <Text c="dimmed">{t('cancelled')}</Text> : <VoteResult vote={vote} />}
            </PanelRow>
          ))}
      </PanelList>
      {making && <NewVoteDialog onClose={() => setMaking(false)} />}
    </div>
  )
}
