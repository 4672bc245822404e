import type { RunSummary } from '@diem-cau/signaling-contract/readiness'
import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { boardQueries } from '../../api/office/boardApi.ts'
import { useLoad } from '../../api/loading/useLoad.ts'
import { momentText } from '../../time/timeText.ts'
import { LoadFailed } from '../../ui/LoadFailed.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { HealthIcon } from '../operations/health/HealthIcon.tsx'
import classes from './Room.module.css'
import { useReasonText } from './useReasonText.ts'
import { StepTable } from './StepTable.tsx'

interface Props {
  readonly roomId: string
  readonly meeting: string | null
  /** Time of the newest test: another one is asked for when it comes. */
  readonly newest: number | null
}

/** Tests of the room, the newest first, fifty at a time. */
export function RunList({ roomId, meeting, newest }: Props) {
  const { t } = useTranslation('board')
  const [before, setBefore] = useState<number | null>(null)
  const [opened, setOpened] = useState<string | null>(null)
  // The first page follows the newest test: it ends a millisecond after it.
  const until = before ?? (newest === null ? null : newest + 1)
  const { data, failure, refresh } = useLoad(boardQueries.runs(roomId, meeting, until))
  if (failure !== null) return <LoadFailed title={t('room.failed')} failure={failure} onRetry={refresh} />
  if (!data) return <Skeletons heights={[8]} />
  if (data.runs.length === 0) return <p className={classes['dim']}>{t('room.noRuns')}</p>
  return (
    <>
      <ul className={classes['runs']} data-testid="readiness-runs">
        {data.runs.map((run) => (
          <Row
            key={run.runId}
            run={run}
            isOpen={opened === run.runId}
            onToggle={() => setOpened(opened === run.runId ? null : run.runId)}
          >
            <Figures roomId={roomId} runId={run.runId} meeting={meeting} />
          </Row>
        ))}
      </ul>
      <div className={classes['pages']}>
        {before !== null && (
          <Button variant="default" onClick={() => setBefore(null)}>
            {t('room.newest')}
          </Button>
        )}
        {data.more && (
          <Button variant="default" onClick={() => setBefore(data.runs.at(-1)?.at ?? null)}>
            {t('room.older')}
          </Button>
        )}
      </div>
    </>
  )
}

interface RowProps {
  readonly run: RunSummary
  readonly isOpen: boolean
  readonly onToggle: () => void
  readonly children: ReactNode
}

function Row({ run, isOpen, onToggle, children }: RowProps) {
  const { t } = useTranslation('board')
  const { one } = useReasonText()
  const { at, trigger, health, reasons, hasFigures } = run
  return (
    <li>
      <div className={classes['run']} data-health={health}>
        <HealthIcon health={health} />
        <time>{momentText(at)}</time>
        <span className={classes['dim']}>{t(`trigger.${trigger}`)}</span>
        <span className={classes['grow']}>
          {reasons.length > 0 ? reasons.map(one).join(', ') : t(`health.${health}`)}
        </span>
        {hasFigures && (
          <Button size="compact-sm" variant="subtle" aria-expanded={isOpen} onClick={onToggle}>
            {t(isOpen ? 'room.hide' : 'room.show')}
          </Button>
        )}
      </div>
      {isOpen && children}
    </li>
  )
}

function Figures({
  roomId,
  runId,
  meeting,
}: {
  readonly roomId: string
  readonly runId: string
  readonly meeting: string | null
}) {
  const { t } = useTranslation('board')
  const { data, failure, refresh } = useLoad(boardQueries.run(roomId, runId, meeting))
  if (failure !== null) return <LoadFailed title={t('room.failed')} failure={failure} onRetry={refresh} />
  if (!data) return <Skeletons heights={[6]} />
  const steps = data.steps.flatMap((result, index) => {
    const verdict = data.verdicts[index]
    return verdict ? [{ at: data.at, result, verdict }] : []
  })
  return <StepTable steps={steps} />
}
