import type { RoomReadiness } from '@diem-cau/signaling-contract/readiness'
import { Button, Title } from '@mantine/core'
import { IconArrowLeft, IconRefresh, IconUserCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { boardApi, boardQueries } from '../../api/office/boardApi.ts'
import { useLoad } from '../../api/loading/useLoad.ts'
import { useMay } from '../../api/stores/useMe.ts'
import { momentText } from '../../time/timeText.ts'
import { Callout } from '../../ui/Callout.tsx'
import { Card } from '../../ui/Card.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useFailureText } from '../../ui/useFailureText.ts'
import { HealthIcon } from '../operations/health/HealthIcon.tsx'
import { DayStrip } from './DayStrip.tsx'
import { boardPath } from './paths.ts'
import { ProfileCard } from './ProfileCard.tsx'
import classes from './Room.module.css'
import { RunList } from './RunList.tsx'
import { NetworkCameraCard } from './NetworkCameraCard.tsx'
import { SettingsCard } from './SettingsCard.tsx'
import { StepTable } from './StepTable.tsx'
import { StillCard } from './StillCard.tsx'
import { useOldSince } from './useOldSince.ts'
import { useReasonText } from './useReasonText.ts'

/** One room: what was found of each step, what it should have, and how it was for two years. */
export function RoomReadinessPage() {
  const { t } = useTranslation('board')
  const { roomId = '' } = useParams()
  const [params] = useSearchParams()
  const meeting = params.get('meeting')
  const loaded = useLoad(boardQueries.room(roomId, meeting))
  const { failure, refresh } = loaded
  const data = loaded.data?.roomId === roomId ? loaded.data : null
  const oldSince = useOldSince(loaded)
  return (
    <PageFrame
      title={data?.name ?? t('room.title')}
      testId="readiness-room"
      width="whole"
      heading={
        <header className={classes['head']}>
          <Link to={boardPath(meeting)} className={classes['back']}>
            <IconArrowLeft size="1.1em" aria-hidden />
            {t('title')}
          </Link>
          <Title order={1} size="h2">
            {data?.name ?? t('room.title')}
          </Title>
        </header>
      }
      failed={data === null && failure !== null ? { failure, title: t('room.failed'), onRetry: refresh } : undefined}
    >
      {data === null && failure === null && <Skeletons heights={[6, 20, 12]} />}
      {oldSince !== null && data && <Callout title={t('old')} text={t('oldText', { time: momentText(oldSince) })} />}
      {data && <Loaded key={roomId} room={data} meeting={meeting} onChange={loaded.set} onRefresh={refresh} />}
    </PageFrame>
  )
}

interface Props {
  readonly room: RoomReadiness
  readonly meeting: string | null
  readonly onChange: (room: RoomReadiness) => void
  readonly onRefresh: () => void
}

function Loaded({ room, meeting, onChange, onRefresh }: Props) {
  const { t } = useTranslation('board')
  return (
    <>
      <StateCard room={room} meeting={meeting} onRefresh={onRefresh} />
      <div className={classes['columns']}>
        <div className={classes['column']}>
          <Card id="steps" title={t('room.steps')}>
            <StepTable steps={room.steps} />
          </Card>
          <Card id="days" title={t('room.days')}>
            <DayStrip days={room.days} />
          </Card>
          <Card id="runs" title={t('room.runs')}>
            <RunList roomId={room.roomId} meeting={meeting} newest={room.testedAt} />
          </Card>
        </div>
        <div className={classes['column']}>
          {room.mayAct && <StillCard room={room} onAsked={onRefresh} />}
          <ProfileCard room={room} onChange={onChange} />
          <NetworkCameraCard roomId={room.roomId} />
          <SettingsCard roomId={room.roomId} />
        </div>
      </div>
    </>
  )
}

function StateCard({ room, meeting, onRefresh }: Omit<Props, 'onChange'>) {
  const { t } = useTranslation('board')
  const failureText = useFailureText()
  const { one } = useReasonText()
  const maySee = useMay('operations.read')
  const [busy, setBusy] = useState<'ask' | 'seen' | null>(null)
  const { health, reasons, since, testedAt, lastSeenAt, told, seenBy, seenAt, askedAt, helpAt, copiedAt, rehearsal } =
    room
  async function act(what: 'ask' | 'seen') {
    setBusy(what)
    try {
      await (what === 'ask' ? boardApi.ask(room.roomId, meeting) : boardApi.seen(room.roomId))
      showToast(t(what === 'ask' ? 'room.asked' : 'room.seenDone'))
      onRefresh()
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    } finally {
      setBusy(null)
    }
  }
  const facts = [
    [t('room.unit'), [room.unit.name, room.place].filter(Boolean).join(' · ')],
    [t('room.since'), since === null ? t('room.never') : momentText(since)],
    [t('room.testedAt'), testedAt === null ? t('room.never') : momentText(testedAt)],
    [t('room.lastSeenAt'), lastSeenAt === null ? t('room.never') : momentText(lastSeenAt)],
    [t('room.device'), room.deviceName === '' ? t('reason.notEnrolled') : room.deviceName],
    [
      t('room.told'),
      told.length === 0 ? t('room.nobody') : told.map(({ name, at }) => `${name} (${momentText(at)})`).join(', '),
    ],
    [t('room.seen'), seenAt === null ? t('room.nobody') : `${seenBy} (${momentText(seenAt)})`],
    ...(rehearsal === null
      ? []
      : [
          [
            t('room.rehearsal'),
            t(rehearsal.came ? (rehearsal.bad.length > 0 ? 'rehearsed.bad' : 'rehearsed.good') : 'rehearsed.away'),
          ],
        ]),
  ]
  return (
    <section className={classes['state']} data-health={health} data-testid="readiness-state">
      <div className={classes['verdict']}>
        <HealthIcon health={health} size="2.2em" />
        <div>
          <strong className={classes['large']}>{room.inMeeting ? t('inMeeting') : t(`health.${health}`)}</strong>
          {reasons.length > 0 && (
            <ul className={classes['reasons']}>
              {reasons.map((reason) => (
                <li key={reason}>{one(reason)}</li>
              ))}
            </ul>
          )}
          {helpAt !== null && <p>{t('room.help', { time: momentText(helpAt) })}</p>}
          {copiedAt !== null && <p>{t('room.copied', { time: momentText(copiedAt) })}</p>}
          {askedAt !== null && <p role="status">{t('room.waiting')}</p>}
        </div>
        <div className={classes['acts']}>
          {(room.mayAct || meeting !== null) && (
            <Button
              leftSection={<IconRefresh size="1.1em" aria-hidden />}
              loading={busy === 'ask'}
              onClick={() => void act('ask')}
              data-testid="readiness-ask"
            >
              {t('room.ask')}
            </Button>
          )}
          {maySee && told.length > 0 && seenAt === null && (
            <Button
              variant="default"
              leftSection={<IconUserCheck size="1.1em" aria-hidden />}
              loading={busy === 'seen'}
              onClick={() => void act('seen')}
              data-testid="readiness-seen"
            >
              {t('room.see')}
            </Button>
          )}
        </div>
      </div>
      <dl className={classes['facts']}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
