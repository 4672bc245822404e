import { openVote, type OptionId, type Vote, voterIdOf } from '@diem-cau/signaling-contract'
import { Button } from '@mantine/core'
import { IconCheckbox, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { noBallotWhy } from './noBallotWhy.ts'
import { useMeeting } from '../../scope/MeetingContext.ts'
import { isTyping } from '../../../../browser/isTyping.ts'
import { Band } from '../../layout/Band.tsx'
import type { BandPlace } from '../../layout/bands.ts'
import { ConductCard } from '../card/ConductCard.tsx'
import { useAsk } from '../../scope/useAsk.ts'
import { useMyPart } from '../../scope/useMyPart.ts'
import { VoteProgress } from './VoteProgress.tsx'
import '../../../../ui/styles/conduct.css'
import classes from './Votes.module.css'

const band: BandPlace = { name: 'ballot', order: 20 }

/** This room's ballot, across the whole width, while a vote is open. */
export function BallotCard() {
  const vote = useMeeting(({ meeting }) => openVote(meeting) ?? null)
  return vote && <Ballot key={vote.voteId} vote={vote} />
}

function Ballot({ vote }: { readonly vote: Vote }) {
  const { t } = useTranslation('votes')
  const { participant } = useMyPart()
  const { ask, pending } = useAsk()
  const [chosen, setChosen] = useState<OptionId | null>(null)
  const [changing, setChanging] = useState(false)
  const why = useMeeting(({ meeting }) => participant && noBallotWhy(meeting, vote, participant))
  const voterId = participant && voterIdOf(vote, participant)
  const isCast = voterId !== null && vote.ballots[voterId] !== undefined
  const isAsked = voterId !== null && (!isCast || changing)
  const chosenLabel = vote.options.find(({ optionId }) => optionId === chosen)?.label

  // A ballot is chosen, then confirmed: it is not cast by a slip of the hand on a remote control.
  const pick = useEffectEvent((event: KeyboardEvent) => {
    if (!isAsked || isTyping(event.target) || event.ctrlKey || event.altKey || event.metaKey) return
    const option = vote.options[Number(event.key) - 1]
    if (option) setChosen(option.optionId)
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => pick(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])

  if (!participant || !why) return null
  if (voterId === null) {
    return (
      <Band {...band} weight="line" icon={IconInfoCircle} line={vote.question} testId="ballot-state" state="none">
        <ConductCard className={classes['card']} icon={IconInfoCircle} data-kind="none" role="status">
          <span className={classes['cardText']}>
            <b className={classes['again']} title={vote.question}>
              {vote.question}
            </b>
            <span>{t(`noBallot.${why}`, { unit: participant.unit?.name ?? participant.name })}</span>
          </span>
          <VoteProgress vote={vote} />
        </ConductCard>
      </Band>
    )
  }
  if (!isAsked) {
    return (
      <Band
        {...band}
        weight="line"
        icon={IconCircleCheck}
        tone="good"
        line={t('recorded', { unit: vote.voters[voterId] ?? participant.name })}
        testId="ballot-state"
        state="cast"
      >
        <ConductCard className={classes['card']} icon={IconCircleCheck} data-kind="cast" role="status">
          <span className={classes['cardText']}>
            <b>{t('recorded', { unit: vote.voters[voterId] ?? participant.name })}</b>
            <span className={classes['again']} title={vote.question}>
              {vote.question}
            </span>
            <span>{t(vote.mayChange ? 'mayStill' : 'waitResult')}</span>
          </span>
          {vote.mayChange && (
            <Button variant="white" color="dark" onClick={() => setChanging(true)} data-testid="ballot-change">
              {t('change')}
            </Button>
          )}
          <VoteProgress vote={vote} />
        </ConductCard>
      </Band>
    )
  }
  const cast = (optionId: OptionId) =>
    void ask('vote:cast', { voteId: vote.voteId, optionId }).then((done) => {
      setChosen(null)
      if (done) setChanging(false)
    })
  return (
    <Band {...band} weight="asks" icon={IconCheckbox} line={vote.question} testId="ballot-state" state="asked">
      <ConductCard className={classes['card']} icon={IconCheckbox} data-kind="asked" aria-label={vote.question}>
        <div className={classes['cardText']}>
          <small>{t(vote.secret ? 'ballotSecret' : 'ballot')}</small>
          <strong>{vote.question}</strong>
        </div>
        {chosen === null ? (
          <div
            className={classes['options']}
            role="group"
            aria-label={t('choose', { keys: `1–${vote.options.length}` })}
          >
            {vote.options.map(({ optionId, label }, index) => (
              <Button
                key={optionId}
                size="lg"
                variant="white"
                color="dark"
                onClick={() => setChosen(optionId)}
                data-testid={`ballot-option-${optionId}`}
                data-index={index}
              >
                <kbd className={classes['key']}>{index + 1}</kbd> {label}
              </Button>
            ))}
          </div>
        ) : (
          <div className={classes['options']}>
            <span className={classes['confirm']} role="alert">
              <b>{t('confirm', { option: chosenLabel })}</b> {!vote.mayChange && t('confirmFinal')}
            </span>
            <Button
              size="lg"
              color="teal.8"
              autoFocus
              loading={pending}
              onClick={() => cast(chosen)}
              data-testid="ballot-confirm"
            >
              {t('confirmButton')}
            </Button>
            <Button size="lg" variant="white" color="dark" disabled={pending} onClick={() => setChosen(null)}>
              {t('another')}
            </Button>
          </div>
        )}
        <VoteProgress vote={vote} />
      </ConductCard>
    </Band>
  )
}
