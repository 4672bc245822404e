import { type PaperStand, standOf } from '@diem-cau/signaling-contract/documents'
import type { Minutes } from '@diem-cau/signaling-contract/office'
import { Button, SegmentedControl, Text, Title } from '@mantine/core'
import { IconArrowLeft, IconFileText } from '@tabler/icons-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useTimeText } from '../../time/useTimeText.ts'
import { minutesQueries } from '../../api/office/minutesApi.ts'
import { useLoad } from '../../api/loading/useLoad.ts'
import { failureCode } from '../../api/client/RequestFailed.ts'
import { Empty } from '../../ui/Empty.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { UnsavedGuard } from '../../ui/UnsavedGuard.tsx'
import { serverNow } from '../../time/serverClock.ts'
import { ConflictDialog } from './ConflictDialog.tsx'
import { IssueList } from './IssueList.tsx'
import classes from './Minutes.module.css'
import { MinutesActions } from './MinutesActions.tsx'
import { MinutesDownloads } from './MinutesDownloads.tsx'
import { MinutesForm } from './MinutesForm.tsx'
import { Status } from './MinutesListPage.tsx'
import { PaperPreview } from './PaperPreview.tsx'
import { useAutosave } from './useAutosave.ts'

/** The minutes of one meeting: written beside the paper that they become, read once they are fixed. */
export function MinutesPage() {
  const { t } = useTranslation(['minutes', 'translation'])
  const { meetingId = '' } = useParams()
  const { data, failure, loading, refresh, set } = useLoad(minutesQueries.of(meetingId))
  const minutes = data?.meetingId === meetingId ? data : null
  const code = failure === null ? null : failureCode(failure)
  const isMissing = code === 'notFound' || code === 'minutesNotReady'
  return (
    <PageFrame
      title={t('title')}
      testId="minutes"
      width="whole"
      heading={
        <Button
          component={Link}
          to="/minutes"
          variant="subtle"
          leftSection={<IconArrowLeft size="1.1em" aria-hidden />}
          className={classes['back'] ?? ''}
        >
          {t('back')}
        </Button>
      }
      failed={failure === null || isMissing ? undefined : { failure, title: t('failed'), onRetry: refresh }}
    >
      {loading && minutes === null && <Skeletons heights={[3, 2.5, 30]} />}
      {isMissing && (
        <Empty
          icon={<IconFileText size="1em" stroke={1.4} />}
          title={t(code === 'minutesNotReady' ? 'writtenTitle' : 'missingTitle')}
          text={t(code === 'minutesNotReady' ? 'writtenText' : 'missingText')}
        >
          <Button component={Link} to="/calendar" variant="default">
            {t('toCalendar')}
          </Button>
        </Empty>
      )}
      {minutes &&
        (minutes.may.edit ? (
          <Writing key={minutes.meetingId} minutes={minutes} onChange={set} />
        ) : (
          <Reading minutes={minutes} onChange={set} />
        ))}
    </PageFrame>
  )
}

interface Props {
  readonly minutes: Minutes
  readonly onChange: (minutes: Minutes) => void
}

/** Says what the paper is at present: a draft, or an issue. */
function standNow({ status, issues: [latest], amending }: Minutes): PaperStand {
  return status === 'approved' && latest ? standOf(latest) : { fixed: null, amendment: amending }
}

function Head({ minutes }: { readonly minutes: Minutes }) {
  const { t } = useTranslation('minutes')
  const timeText = useTimeText()
  const [now] = useState(() => serverNow())
  const { title, status, returned, approved, amending } = minutes
  return (
    <div className={classes['title']}>
      <Title order={1} size="h2">
        {title}
      </Title>
      <Status status={status === 'draft' && returned ? 'returned' : status} />
      {amending && (
        <Text size="sm" className={classes['amending'] ?? ''}>
          {t('amendingNow', { amendment: amending.amendment, reason: amending.reason })}
        </Text>
      )}
      {approved && !amending && (
        <Text size="sm">{t('approvedBy', { name: approved.name, time: timeText(approved.at, now) })}</Text>
      )}
      {status === 'draft' && returned && returned.remark !== '' && (
        <div className={classes['remark']} role="note">
          <b>{t('remarkBy', { name: returned.name, time: timeText(returned.at, now) })}</b> {returned.remark}
        </div>
      )}
    </div>
  )
}

function Reading({ minutes, onChange }: Props) {
  const current = useCallback(() => minutes, [minutes])
  const stand = useMemo(() => standNow(minutes), [minutes])
  return (
    <>
      <Head minutes={minutes} />
      <div className={classes['reading']}>
        <div className={classes['aside']}>
          <MinutesActions
            minutes={minutes}
            content={minutes.content}
            flush={() => Promise.resolve(true)}
            current={current}
            onChange={onChange}
          />
          <MinutesDownloads minutes={minutes} />
          <IssueList minutes={minutes} />
        </div>
        <PaperPreview content={minutes.content} stand={stand} />
      </div>
    </>
  )
}

function Writing({ minutes, onChange }: Props) {
  const { t } = useTranslation('minutes')
  const [shown, setShown] = useState<'write' | 'paper'>('write')
  const latest = useRef(minutes)
  const stand = useMemo(() => standNow(minutes), [minutes])
  const onSaved = useCallback(
    (saved: Minutes) => {
      latest.current = saved
      onChange(saved)
    },
    [onChange],
  )
  const { content, state, theirs, change, flush, decide } = useAutosave(minutes, onSaved)
  return (
    <>
      <Head minutes={minutes} />
      <div className={classes['bar']}>
        <SegmentedControl
          className={classes['switch'] ?? ''}
          aria-label={t('title')}
          value={shown}
          onChange={(value) => setShown(value === 'paper' ? 'paper' : 'write')}
          data={[
            { value: 'write', label: t('write') },
            { value: 'paper', label: t('paper') },
          ]}
        />
        <span className={classes['saveState']} data-testid="minutes-save-state" data-state={state} role="status">
          {t(`save.${state}`)}
        </span>
        {state === 'failed' && (
          <Button variant="default" size="compact-md" onClick={() => void flush()}>
            {t('retry')}
          </Button>
        )}
        <MinutesActions
          minutes={minutes}
          content={content}
          flush={async () => (state === 'saved' ? true : flush())}
          current={() => latest.current}
          onChange={onSaved}
        />
      </div>
      <MinutesDownloads minutes={minutes} />
      <IssueList minutes={minutes} />
      <div className={classes['both']} data-shown={shown}>
        <div className={classes['form']}>
          <MinutesForm content={content} onChange={change} />
        </div>
        <div className={classes['preview']}>
          <PaperPreview content={content} stand={stand} />
        </div>
      </div>
      {theirs && <ConflictDialog mine={content} theirs={theirs} onDecide={decide} />}
      <UnsavedGuard isDirty={() => state !== 'saved'} />
    </>
  )
}
