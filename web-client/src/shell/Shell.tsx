import { useTranslation } from 'react-i18next'
import { NavLink, Outlet, ScrollRestoration } from 'react-router'
import { useStore } from 'zustand'
import { useMeLoader } from '../api/stores/useMe.ts'
import { Brand } from '../ui/Brand.tsx'
import { accountStore } from '../api/client/account.ts'
import { DisplayMenu } from '../ui/DisplayMenu.tsx'
import { InboxBell } from '../features/inbox/InboxBell.tsx'
import { AccountMenu } from './AccountMenu.tsx'
import { Navigation } from './Navigation.tsx'
import '../ui/styles/office.css'
import classes from './Shell.module.css'
import { Toasts } from '../ui/Toasts.tsx'

/** The frame around every page of an account that is signed in, but the meeting itself. */
export function Shell() {
  const { t } = useTranslation('shell')
  useMeLoader()
  const hasInbox = useStore(accountStore, (state) => state.status === 'signedIn' && state.account.kind !== 'guest')
  return (
    <div className={classes['page']}>
      <a href="#main" className={classes['skip']}>
        {t('skip')}
      </a>
      <header className={classes['header']}>
        <NavLink to="/" className={classes['brand'] ?? ''}>
          <Brand />
        </NavLink>
        <Navigation />
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
