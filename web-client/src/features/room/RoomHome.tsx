import type { Account, MeetingSummary } from '@diem-cau/signaling-contract'
import { Button, Loader, Modal, VisuallyHidden } from '@mantine/core'
import {
  IconArrowRight,
  IconCalendarOff,
  IconCloudOff,
  IconDeviceDesktopCheck,
  IconFlagCheck,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { calendarDate, clockTime } from '../../time/formatTime.ts'
import { localDate } from '../../time/vietnamTime.ts'
import { hasDevices } from '../../live/media/hasDevices.ts'
import { reloadMark } from '../../live/meeting/reloadMark.ts'
import { useBringAhead } from '../meeting/papers/bringAhead.ts'
import { Brand } from '../../ui/Brand.tsx'
import { DisplayMenu } from '../../ui/DisplayMenu.tsx'
import { useMeetings } from '../../api/stores/useMeetings.ts'
import { dayText } from '../../time/timeText.ts'
import classes from './room.module.css'
import { isOpen, roomDay } from './roomDay.ts'
import { RoomNews } from './RoomNews.tsx'
import { RoomCopied } from './RoomCopied.tsx'
import { RoomStill } from './RoomStill.tsx'
import { RoomSelf } from './RoomSelf.tsx'
import { HelpPhone } from '../ownRoom/remote/HelpPhone.tsx'
import { RoomDuty } from '../ownRoom/RoomDuty.tsx'
import { roomMark } from '../ownRoom/roomMark.ts'
import { RoomSettingsDialog } from './RoomSettingsDialog.tsx'
import { SeatedDialog } from './SeatedDialog.tsx'
import { useNow } from '../../time/useNow.ts'
import { withTexts } from '../../locales/withTexts.ts'

// Media code comes only when somebody tries the devices.
const DeviceCheck = lazy(async () => ({
  default: (await withTexts(['meeting'], import('../meeting/devices/DeviceCheck.tsx'))).DeviceCheck,
}))

const RoomTestPanel = lazy(async () => ({
  default: (await withTexts(['lacks', 'roomTest'], import('../roomTest/RoomTestPanel.tsx'))).RoomTestPanel,
}))
const RoomReadiness = lazy(async () => ({
  default: (await withTexts(['roomTest'], import('../roomTest/RoomReadiness.tsx'))).RoomReadiness,
}))

/** True once in the life of the page, when it was opened at power-up and not come back to. */
let booting = true

/** The room's own page on its TV: the time, today's meetings, and one large button. */
export function RoomHome({ account }: { readonly account: Account }) {
  const { t, i18n } = useTranslation(['room', 'ownRoom'])
  const navigate = useNavigate()
  const now = useNow()
  const { meetings, failure } = useMeetings()
  const list = useRef<HTMLUListElement>(null)
  /** The devices are tried by eye and ear, or all is tested. */
  const [checking, setChecking] = useState<'devices' | 'all' | null>(null)
  const [setting, setSetting] = useState(false)
  const [seating, setSeating] = useState<MeetingSummary | null>(null)
  useBringAhead(true)
  const { today, coming, ended } = roomDay(meetings ?? [], now)

  const enter = async (meetingId: string) => {
    roomMark.set(meetingId)
    // One press is enough where nothing is missing; the lobby says what is.
    if (await hasDevices()) reloadMark.set(meetingId)
    void navigate(`/meetings/${meetingId}`)
  }

  useEffect(() => {
    if (!booting) roomMark.clear()
  }, [])
  useEffect(() => {
    if (meetings === null || !booting) return
    booting = false
    const last = meetings.find((meeting) => isOpen(meeting) && meeting.meetingId === roomMark.get())
    if (last) {
      // The room goes straight in, as after a reload, without the lobby.
      reloadMark.set(last.meetingId)
      void navigate(`/meetings/${last.meetingId}`, { replace: true })
    } else roomMark.clear()
  }, [meetings, navigate])

  const firstOpen = today.find(isOpen)?.meetingId
  useEffect(() => {
    // A remote control has arrows and OK: OK must do something at once.
    if (firstOpen && (document.activeElement === document.body || document.activeElement === null))
      list.current?.querySelector<HTMLElement>('[data-testid="room-enter"]')?.focus()
  }, [firstOpen])

  const date = dayText(localDate(now), i18n.language)
  return (
    <div className={classes['page']} data-testid="room-home" data-room={account.name}>
      <header className={classes['header']}>
        <Brand />
        <span className={classes['tools']}>
          <Button
            variant="default"
            leftSection={<IconDeviceDesktopCheck size="1.2em" aria-hidden />}
            onClick={() => setChecking('devices')}
            data-testid="room-check"
          >
            {t('check.open')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconSettings size="1.2em" aria-hidden />}
            onClick={() => setSetting(true)}
            data-testid="room-settings"
          >
            {t('settings.open', { ns: 'ownRoom' })}
          </Button>
          <DisplayMenu />
        </span>
      </header>
      <main className={classes['home']}>
        <section className={classes['who']} aria-label={t('title')}>
          <div className={classes['names']}>
            <h1>{account.name}</h1>
            {account.name !== account.unit.name && <p>{account.unit.name}</p>}
          </div>
          <div className={classes['clock']} role="timer" aria-live="off">
            <time className={classes['time']}>{clockTime(now)}</time>
            <span className={classes['date']}>{date}</span>
          </div>
        </section>
        {failure !== null && (
          <p className={classes['offline']} role="alert">
            <IconCloudOff size="1.3em" aria-hidden /> {t('home.offline')}
          </p>
        )}
        {meetings === null && failure === null && (
          <div role="status" data-testid="loading">
            <VisuallyHidden>{t('common.loading', { ns: 'translation' })}</VisuallyHidden>
            <Loader size="xl" className={classes['loader'] ?? ''} aria-hidden />
          </div>
        )}
        <Suspense>
          <RoomReadiness key={account.accountId} roomId={account.accountId} />
        </Suspense>
        <RoomStill />
        <RoomCopied />
        {meetings === null ? (
          <RoomDuty state="connecting" />
        ) : (
          <RoomSelf
            meetings={meetings}
            now={now}
            isUsed={checking !== null || setting || seating !== null}
            onOpen={(meetingId) => void navigate(`/meetings/${meetingId}`)}
          />
        )}
        <RoomNews />
        <HelpPhone />
        {ended && today.length > 0 && (
          <p className={classes['ended']} role="status" data-testid="room-ended">
            <IconFlagCheck size="1.3em" aria-hidden /> {t('home.endedOne', { title: ended.title })}
          </p>
        )}
        {ended && today.length === 0 && (
          <div className={classes['none']} role="status" data-testid="room-ended">
            <IconFlagCheck size="2.4em" stroke={1.4} aria-hidden />
            <h2>{t('home.ended')}</h2>
            <p className={classes['endedTitle']}>{ended.title}</p>
            <p>{t('home.noneLeft')}</p>
          </div>
        )}
        {meetings !== null && !ended && today.length === 0 && (
          <div className={classes['none']} data-testid="room-no-meeting">
            <IconCalendarOff size="2.4em" stroke={1.4} aria-hidden />
            <h2>{t('home.none')}</h2>
            <p>{t('home.noneHint')}</p>
          </div>
        )}
        {today.length > 0 && (
          <section aria-labelledby="today" className={classes['meetings']}>
            <h2 id="today">{t(ended ? 'home.todayNext' : 'home.today')}</h2>
            <ul ref={list}>
              {today.map((meeting) => (
                <li
                  key={meeting.meetingId}
                  className={classes['meeting']}
                  data-open={isOpen(meeting)}
                  data-testid="room-meeting"
                >
                  <div className={classes['when']}>
                    <time dateTime={new Date(meeting.startsAt).toISOString()}>{clockTime(meeting.startsAt)}</time>
                    <span>{clockTime(meeting.endsAt)}</span>
                  </div>
                  <div className={classes['what']}>
                    <strong>{meeting.title}</strong>
                    <span>{t('home.host', { unit: meeting.hostUnit.name })}</span>
                    {isOpen(meeting) && (
                      <span>
                        {t('home.connected', { connected: meeting.connected, invited: meeting.invitedUnits })}
                      </span>
                    )}
                    <Button
                      variant="default"
                      size="md"
                      className={classes['seats'] ?? ''}
                      leftSection={<IconUsers size="1.2em" aria-hidden />}
                      onClick={() => setSeating(meeting)}
                      data-testid="room-seated"
                    >
                      {t('seated.open')}
                    </Button>
                  </div>
                  {isOpen(meeting) ? (
                    <Button
                      size="xl"
                      className={classes['enter'] ?? ''}
                      rightSection={<IconArrowRight size="1.2em" aria-hidden />}
                      onClick={() => void enter(meeting.meetingId)}
                      data-testid="room-enter"
                    >
                      {t('home.enter')}
                    </Button>
                  ) : (
                    <span className={classes['wait']}>{t(`phase.${meeting.phase}`, { ns: 'translation' })}</span>
                  )}
                </li>
              ))}
            </ul>
            {firstOpen && <p className={classes['dim']}>{t('home.keys')}</p>}
          </section>
        )}
        {coming.length > 0 && (
          <section aria-labelledby="coming" className={classes['meetings']}>
            <h2 id="coming">{t('home.next')}</h2>
            <ul>
              {coming.map((meeting) => (
                <li key={meeting.meetingId} className={classes['meeting']}>
                  <div className={classes['when']}>
                    <time dateTime={new Date(meeting.startsAt).toISOString()}>{clockTime(meeting.startsAt)}</time>
                    <span>{calendarDate(meeting.startsAt)}</span>
                  </div>
                  <div className={classes['what']}>
                    <strong>{meeting.title}</strong>
                    <span>{t('home.host', { unit: meeting.hostUnit.name })}</span>
                  </div>
                </li>
              ))}
            </ul>
          </section>
        )}
      </main>
      <Modal
        opened={checking !== null}
        onClose={() => setChecking(null)}
        title={t('check.title')}
        size="lg"
        centered
        closeButtonProps={{ 'aria-label': t('common.close', { ns: 'translation' }), size: 'lg' }}
      >
        <Suspense fallback={<Loader />}>{checking === 'all' ? <RoomTestPanel /> : <DeviceCheck />}</Suspense>
        <Button
          variant="subtle"
          mt="md"
          onClick={() => setChecking(checking === 'all' ? 'devices' : 'all')}
          data-testid="room-test"
        >
          {t(checking === 'all' ? 'check.devices' : 'check.all')}
        </Button>
      </Modal>
      {setting && <RoomSettingsDialog onClose={() => setSetting(false)} />}
      {seating && <SeatedDialog meeting={seating} roomId={account.accountId} onClose={() => setSeating(null)} />}
    </div>
  )
}
