import {
  IconActivityHeartbeat,
  IconCalendarMonth,
  IconChartBar,
  IconDeviceDesktopCheck,
  IconDeviceTvOld,
  IconFileText,
  IconMailOpened,
  IconSettings,
} from '@tabler/icons-react'
import { VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { NavLink, Outlet, ScrollRestoration } from 'react-router'
import { useStore } from 'zustand'
import { useInbox } from '../api/stores/useInbox.ts'
import { useMe, useMeLoader } from '../api/stores/useMe.ts'
import { Brand } from '../ui/Brand.tsx'
import { accountStore } from '../api/client/account.ts'
import { DisplayMenu } from '../ui/DisplayMenu.tsx'
import { CountBadge } from '../features/inbox/CountBadge.tsx'
import { InboxBell } from '../features/inbox/InboxBell.tsx'
import { AccountMenu } from './AccountMenu.tsx'
import { adminActions } from './adminActions.ts'
import '../ui/styles/office.css'
import classes from './Shell.module.css'
import { Toasts } from '../ui/Toasts.tsx'

/** The frame around every page of an account that is signed in, but the meeting itself. */
export function Shell() {
  const { t } = useTranslation('shell')
  useMeLoader()
  const me = useMe()
  const readsMeetings = me?.actions.includes('meeting.read') ?? false
  const readsRooms = me?.actions.includes('room.read') ?? false
  const watches = me?.actions.includes('operations.read') ?? false
  const isAdmin = me?.actions.some((action) => adminActions.includes(action)) ?? false
  const hasInbox = useStore(accountStore, (state) => state.status === 'signedIn' && state.account.kind !== 'guest')
  const unanswered = useInbox()?.unanswered ?? 0
  return (
    <div className={classes['page']}>
      <a href="#main" className={classes['skip']}>
        {t('skip')}
      </a>
      <header className={classes['header']}>
        <NavLink to="/" className={classes['brand'] ?? ''}>
          <Brand />
        </NavLink>
        <nav aria-label={t('nav')} className={classes['nav']}>
          <Item to="/" icon={<IconDeviceTvOld aria-hidden />} text={t('meetings')} testId="nav-meetings" />
          <Item to="/calendar" icon={<IconCalendarMonth aria-hidden />} text={t('calendar')} testId="nav-calendar" />
          <Item
            to="/invitations"
            icon={<IconMailOpened aria-hidden />}
            text={t('invitations')}
            testId="nav-invitations"
            count={unanswered}
            countText={t('unansweredBadge', { ns: 'inbox', count: unanswered })}
          />
          <Item to="/minutes" icon={<IconFileText aria-hidden />} text={t('minutes')} testId="nav-minutes" />
          {readsMeetings && (
            <Item to="/reports" icon={<IconChartBar aria-hidden />} text={t('reports')} testId="nav-reports" />
          )}
          {readsRooms && !watches && (
            <Item
              to="/san-sang"
              icon={<IconDeviceDesktopCheck aria-hidden />}
              text={t('readiness')}
              testId="nav-readiness"
            />
          )}
          {watches && (
            <Item
              to="/operations"
              icon={<IconActivityHeartbeat aria-hidden />}
              text={t('operations')}
              testId="nav-operations"
            />
          )}
          {isAdmin && <Item to="/admin" icon={<IconSettings aria-hidden />} text={t('admin')} testId="nav-admin" />}
        </nav>
        <span className={classes['end']}>
          {hasInbox && <InboxBell />}
          <DisplayMenu />
          <AccountMenu />
        </span>
      </header>
      <main id="main" tabIndex={-1} className={classes['main']}>
        <Outlet />
      </main>
      <Toasts />
      <ScrollRestoration />
    </div>
  )
}

interface ItemProps {
  readonly to: string
  readonly icon: ReactNode
  readonly text: string
  readonly testId: string
  readonly count?: number
  readonly countText?: string
}

function Item({ to, icon, text, testId, count = 0, countText = '' }: ItemProps) {
  return (
    <NavLink to={to} end={to === '/'} className={classes['item'] ?? ''} data-testid={testId}>
      {icon}
      <span>{text}</span>
      {count > 0 && (
        <>
          <span className={classes['badge']}>
            <CountBadge count={count} />
          </span>
          <VisuallyHidden>{countText}</VisuallyHidden>
        </>
      )}
    </NavLink>
  )
}
