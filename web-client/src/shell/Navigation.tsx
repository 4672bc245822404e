import {
  IconActivityHeartbeat,
  IconCalendarMonth,
  IconChartBar,
  IconDeviceDesktopCheck,
  IconDeviceTvOld,
  IconDots,
  IconFileText,
  IconMailOpened,
  IconSettings,
} from '@tabler/icons-react'
import type { Action } from '@diem-cau/signaling-contract/office'
import { Menu, UnstyledButton, VisuallyHidden } from '@mantine/core'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, NavLink, useLocation } from 'react-router'
import { useInbox } from '../api/stores/useInbox.ts'
import { useMe } from '../api/stores/useMe.ts'
import { CountBadge } from '../features/inbox/CountBadge.tsx'
import { adminActions } from './adminActions.ts'
import classes from './Navigation.module.css'

interface Page {
  readonly name: 'meetings' | 'calendar' | 'invitations' | 'minutes' | 'reports' | 'readiness' | 'operations' | 'admin'
  readonly to: string
  readonly Icon: ComponentType<{ readonly 'aria-hidden': true; readonly size?: string }>
}

/** So many stand beside each other on a phone, with their names; of more the last ones are behind a button. */
const ON_PHONE = 5

/** The pages that the account may read: beside the mark, on a phone at its bottom, where a thumb reaches. */
export function Navigation() {
  const { t } = useTranslation('shell')
  const me = useMe()
  const unanswered = useInbox()?.unanswered ?? 0
  const may = (action: Action) => me?.actions.includes(action) ?? false
  const watches = may('operations.read')
  const pages: Page[] = [
    { name: 'meetings', to: '/', Icon: IconDeviceTvOld },
    { name: 'calendar', to: '/calendar', Icon: IconCalendarMonth },
    { name: 'invitations', to: '/invitations', Icon: IconMailOpened },
    { name: 'minutes', to: '/minutes', Icon: IconFileText },
    ...(may('meeting.read') ? [{ name: 'reports', to: '/reports', Icon: IconChartBar } as const] : []),
    ...(may('room.read') && !watches
      ? [{ name: 'readiness', to: '/san-sang', Icon: IconDeviceDesktopCheck } as const]
      : []),
    ...(watches ? [{ name: 'operations', to: '/operations', Icon: IconActivityHeartbeat } as const] : []),
    ...(adminActions.some(may) ? [{ name: 'admin', to: '/admin', Icon: IconSettings } as const] : []),
  ]
  const first = pages.length > ON_PHONE ? ON_PHONE - 1 : ON_PHONE
  return (
    <nav aria-label={t('nav')} className={classes['nav']}>
      {pages.map(({ name, to, Icon }, at) => (
        <NavLink
          key={name}
          to={to}
          end={to === '/'}
          className={classes['item'] ?? ''}
          data-further={at >= first}
          data-testid={`nav-${name}`}
        >
          <Icon aria-hidden />
          <span>{t(name)}</span>
          {name === 'invitations' && unanswered > 0 && (
            <>
              <span className={classes['badge']}>
                <CountBadge count={unanswered} />
              </span>
              <VisuallyHidden>{t('unansweredBadge', { ns: 'inbox', count: unanswered })}</VisuallyHidden>
            </>
          )}
        </NavLink>
      ))}
      {pages.length > ON_PHONE && <Further pages={pages.slice(first)} />}
    </nav>
  )
}

/** On a phone, what does not fit beside the others. */
function Further({ pages }: { readonly pages: readonly Page[] }) {
  const { t } = useTranslation('shell')
  const { pathname } = useLocation()
  const isHere = ({ to }: Page) => pathname === to || pathname.startsWith(`${to}/`)
  return (
    <Menu position="top-end" width={220} withinPortal>
      <Menu.Target>
        <UnstyledButton
          className={classes['item']}
          data-more
          aria-current={pages.some(isHere) ? 'page' : undefined}
          data-testid="nav-more"
        >
          <IconDots aria-hidden />
          <span>{t('more')}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {pages.map((page) => (
          <Menu.Item
            key={page.name}
            component={Link}
            to={page.to}
            leftSection={<page.Icon aria-hidden size="1.2em" />}
            aria-current={isHere(page) ? 'page' : undefined}
          >
            {t(page.name)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
