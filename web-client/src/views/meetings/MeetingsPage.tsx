import { Button, Skeleton, Text, Title } from '@mantine/core'
import { IconCalendarOff, IconCloudOff } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useFailureText } from '../../i18n/useFailureText.ts'
import { accountStore } from '../../signaling/account.ts'
import { MeetingCard } from './MeetingCard.tsx'
import classes from './MeetingsPage.module.css'
import { useMeetings } from './useMeetings.ts'

export function MeetingsPage() {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const account = useStore(accountStore, (state) => (state.status === 'signedIn' ? state.account : null))
  const { meetings, now, failure, refresh } = useMeetings()
  useEffect(() => {
    document.title = `${t('meetings.title')} · ${t('product')}`
  }, [t])
  return (
    <div className={classes['main']}>
      <Title order={1} size="h2">
        {t('meetings.title')}
      </Title>
      <Text c="dimmed" mb="lg">
        {account ? `${t('meetings.greeting', { name: account.name })}${account.name === account.unit.name ? '' : ` · ${account.unit.name}`}` : ''}
      </Text>
      {failure !== null && (
        <div className={classes['notice']} role="alert">
          <IconCloudOff size="1.6em" aria-hidden />
          <div>
            <strong>{t('meetings.failed')}</strong>
            <div>{failureText(failure)}</div>
          </div>
          <Button variant="default" onClick={refresh}>
            {t('common.retry')}
          </Button>
        </div>
      )}
      {meetings === null && failure === null && (
        <div className={classes['list']} role="status" aria-label={t('common.loading')}>
          <Skeleton height="10rem" radius="lg" />
          <Skeleton height="10rem" radius="lg" />
        </div>
      )}
      {meetings?.length === 0 && (
        <div className={classes['empty']}>
          <IconCalendarOff size="3em" stroke={1.4} aria-hidden />
          <Title order={2} size="h3">
            {t('meetings.empty')}
          </Title>
          <Text c="dimmed">{t('meetings.emptyHint')}</Text>
        </div>
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
