import { Button, Text, Title } from '@mantine/core'
import { IconCalendarOff, IconPlus } from '@tabler/icons-react'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useStore } from 'zustand'
import { useMay } from '../../api/stores/useMe.ts'
import { todoQuery } from '../../api/office/todoApi.ts'
import { useLoad } from '../../api/loading/useLoad.ts'
import { accountStore } from '../../api/client/account.ts'
import { Empty } from '../../ui/Empty.tsx'
import { LoadFailed } from '../../ui/LoadFailed.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { ComingList } from './ComingList.tsx'
import { FirstMeeting } from './FirstMeeting.tsx'
import { homeLists } from './homeLists.ts'
import { MeetingRow } from './MeetingRow.tsx'
import classes from './MeetingsPage.module.css'
import { MeetNowButton } from '../meetNow/MeetNowButton.tsx'
import { TodoList } from './TodoList.tsx'
import { useMeetings } from '../../api/stores/useMeetings.ts'

/** Shows what I must do today: the meeting of now, open tasks, and what comes. */
export function MeetingsPage() {
  const { t } = useTranslation('home')
  const account = useStore(accountStore, (state) => (state.status === 'signedIn' ? state.account : null))
  const mayPlan = useMay('meeting.manage')
  const { meetings, now, failure, retry } = useMeetings()
  const todo = useLoad(account ? todoQuery(account.accountId) : null)
  useEffect(() => {
    document.title = `${t('meetings.title', { ns: 'translation' })} · ${t('product', { ns: 'translation' })}`
  }, [t])
  const { first, days, ended, cancelled } = useMemo(() => homeLists(meetings ?? [], now), [meetings, now])
  const waiting = (kind: 'answer' | 'write') =>
    new Set<string>((todo.data?.items ?? []).filter((item) => item.kind === kind).map(({ meetingId }) => meetingId))
  const [unanswered, toWrite] = [waiting('answer'), waiting('write')]
  return (
    <div className={classes['main']}>
      <div className={classes['head']}>
        <div className={classes['greeting']}>
          <Title order={1} size="h2">
            {t('meetings.title', { ns: 'translation' })}
          </Title>
          <Text c="dimmed">
            {account
              ? `${t('meetings.greeting', { ns: 'translation', name: account.name })}${account.kind === 'guest' || account.name === account.unit.name ? '' : ` · ${account.unit.name}`}`
              : ''}
          </Text>
        </div>
        {mayPlan && (
          <div className={classes['acts']}>
            <MeetNowButton />
            <Button
              component={Link}
              to="/planning/new"
              leftSection={<IconPlus size="1.2em" aria-hidden />}
              data-testid="home-plan"
            >
              {t('plan')}
            </Button>
          </div>
        )}
      </div>
      {failure !== null && (
        <LoadFailed title={t('meetings.failed', { ns: 'translation' })} failure={failure} onRetry={retry} />
      )}
      <div className={classes['columns']}>
        <div className={classes['column']}>
          {meetings === null && failure === null && <Skeletons heights={[11, 11]} />}
          {meetings?.length === 0 && (
            <Empty
              icon={<IconCalendarOff size="1em" stroke={1.4} />}
              title={t('meetings.empty', { ns: 'translation' })}
              text={t('meetings.emptyHint', { ns: 'translation' })}
            >
              <Button component={Link} to="/calendar" variant="default">
                {t('meetings.toCalendar', { ns: 'translation' })}
              </Button>
            </Empty>
          )}
          {first && <FirstMeeting meeting={first} now={now} waitsForAnswer={unanswered.has(first.meetingId)} />}
          {meetings !== null && meetings.length > 0 && (
            <section className={classes['card']} aria-labelledby="coming">
              <h2 id="coming" className={classes['heading']}>
                {t('coming')}
              </h2>
              {!first && <p className={classes['note']}>{t('nothingToday')}</p>}
              {days.length === 0 ? (
                <p className={classes['note']}>{t('noneComing')}</p>
              ) : (
                <ComingList days={days} now={now} unanswered={unanswered} />
              )}
            </section>
          )}
          {ended.length > 0 && (
            <section className={classes['card']} aria-labelledby="ended">
              <h2 id="ended" className={classes['heading']}>
                {t('ended')}
              </h2>
              <ul className={classes['list']}>
                {ended.map((meeting) => (
                  <li key={meeting.meetingId}>
                    <MeetingRow meeting={meeting} waitsForMinutes={toWrite.has(meeting.meetingId)} />
                  </li>
                ))}
              </ul>
            </section>
          )}
          {cancelled.length > 0 && (
            <details className={classes['card']}>
              <summary className={classes['heading']}>{t('cancelled', { count: cancelled.length })}</summary>
              <ul className={classes['list']}>
                {cancelled.map((meeting) => (
                  <li key={meeting.meetingId}>
                    <MeetingRow meeting={meeting} />
                  </li>
                ))}
              </ul>
            </details>
          )}
        </div>
        <div className={classes['side']}>
          <TodoList todo={todo} />
        </div>
      </div>
    </div>
  )
}
