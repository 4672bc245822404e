import { Button, Text, Title } from '@mantine/core'
import { IconCalendarOff } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useStore } from 'zustand'
import { accountStore } from '../../signaling/account.ts'
import { Empty } from '../../ui/Empty.tsx'
import { LoadFailed } from '../../ui/LoadFailed.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { MeetingCard } from './MeetingCard.tsx'
import classes from './MeetingsPage.module.css'
import { useMeetings } from './useMeetings.ts'

export function MeetingsPage() {
  const { t } = useTranslation()
  const account = useStore(accountStore, (state) => (state.status === 'signedIn' ? state.account : null))
  const { meetings, now, failure, retry } = useMeetings()
  useEffect(() => {
    document.title = `${t('meetings.title')} · ${t('product')}`
  }, [t])
  return (
    <div className={classes['main']}>
      <Title order={1} size="h2">
        {t('meetings.title')}
      </Title>
      <Text c="dimmed" mb="lg">
        {account ? `${t('meetings.greeting', { name: account.name })}${account.kind === 'guest' || account.name === account.unit.name ? '' : ` · ${account.unit.name}`}` : ''}
      </Text>
      {failure !== null && <LoadFailed title={t('meetings.failed')} failure={failure} onRetry={retry} />}
      {meetings === null && failure === null && <Skeletons heights={[11, 11]} />}
      {meetings?.length === 0 && (
        <Empty icon={<IconCalendarOff size="1em" stroke={1.4} />} title={t('meetings.empty')} text={t('meetings.emptyHint')}>
          <Button component={Link} to="/calendar" variant="default">
            {t('meetings.toCalendar')}
          </Button>
        </Empty>
      )}
      <ul className={classes['list']}>
        {meetings?.map((meeting) => (
          <li key={meeting.meetingId}>
            <MeetingCard meeting={meeting} now={now} />
          </li>
        ))}
      </ul>
    </div>
  )
}
