import type { Vote } from '@diem-cau/signaling-contract'
import { IconCircleCheck, IconCircleX, IconListNumbers } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { voteBars, votesNeeded } from './voteBars.ts'
import { baseText, ruleText } from './ruleText.ts'
import { VoteChoices } from './VoteChoices.tsx'
import classes from './Votes.module.css'

/** Shows the outcome of a vote: the verdict, bars, and in an open one who chose what unless it is told in `brief`. */
export function VoteResult({ vote, brief = false }: { readonly vote: Vote; readonly brief?: boolean }) {
  const { t } = useTranslation('votes')
  const { result } = vote
  if (!result) return null
  const base = baseText(t, vote)
  const verdict = result.passed === null ? 'counted' : result.passed ? 'passed' : 'failed'
  const VerdictIcon = { counted: IconListNumbers, passed: IconCircleCheck, failed: IconCircleX }[verdict]
  return (
    <div className={classes['result']} data-testid="vote-result" data-passed={result.passed} data-verdict={verdict}>
      <strong className={classes['verdict']}>
        <VerdictIcon size="1.3em" aria-hidden />
        {t(verdict)}
      </strong>
      <ul className={classes['bars']}>
        {voteBars(vote).map(({ optionId, label, count, share, decides }) => (
          <li key={optionId} data-testid={`vote-bar-${optionId}`} data-count={count}>
            <span className={classes['barLabel']}>{label}</span>
            <span className={classes['barNumber']}>
              {t('votes', { count })} · {t('percent', { percent: Math.round(share * 1000) / 10 })}
            </span>
            <span className={classes['bar']} aria-hidden>
              <span style={{ inlineSize: `${share * 100}%` }} data-decides={decides} />
            </span>
          </li>
        ))}
      </ul>
      <small>
        {t('result', { cast: result.cast, base: `${result.base} (${base})` })}
        {vote.decides !== null && `; ${t('needed', { needed: votesNeeded(vote, result.base) })}`}. {ruleText(t, vote)}
      </small>
      {vote.belowQuorum && (
        <small className={classes['below']} data-testid="vote-was-below-quorum">
          {t('wasBelowQuorum', { ...vote.belowQuorum })}
        </small>
      )}
      {!brief && <VoteChoices vote={vote} />}
    </div>
  )
}
