import { Button } from '@mantine/core'
import {
  IconBuildingCommunity,
  IconDeviceTv,
  IconHistory,
  IconKey,
  IconLock,
  IconMail,
  IconStack2,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, NavLink, Outlet, useLocation } from 'react-router'
import { useMe, useMeFailure } from '../../api/stores/useMe.ts'
import { Empty } from '../../ui/Empty.tsx'
import { LoadFailed } from '../../ui/LoadFailed.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import classes from './AdminLayout.module.css'
import { adminSections } from './adminSections.ts'
import { rowHeights } from './lists/ListStates.tsx'

const icons = {
  units: IconBuildingCommunity,
  people: IconUsers,
  rooms: IconDeviceTv,
  groups: IconStack2,
  outbox: IconMail,
  webhooks: IconWebhook,
  keys: IconKey,
  audit: IconHistory,
}

/** The administration, with its parts at the side, as far as one may open them. */
export function AdminLayout() {
  const { t } = useTranslation('admin')
  const me = useMe()
  const { failure, askAgain } = useMeFailure()
  const { pathname } = useLocation()
  if (!me) {
    return (
      <div className={classes['root']} data-testid="admin">
        <span />
        <div className={classes['content']}>
          {failure === null ? (
            <Skeletons heights={[2.5, ...rowHeights]} />
          ) : (
            <LoadFailed title={t('meFailed')} failure={failure} onRetry={askAgain} />
          )}
        </div>
      </div>
    )
  }
  const sections = adminSections.filter(({ action }) => me.actions.includes(action))
  const here = adminSections.find(({ path }) => pathname.startsWith(`/admin/${path}`))
  const allowed = sections.length > 0 && (!here || sections.includes(here))
  return (
    <div className={classes['root']} data-testid="admin">
      <nav className={classes['nav']} aria-label={t('sections')}>
        {sections.map(({ path }) => {
          const Icon = icons[path]
          return (
            <NavLink key={path} to={`/admin/${path}`} className={classes['item'] ?? ''} data-testid={`admin-${path}`}>
              <Icon size="1.35em" stroke={1.7} aria-hidden />
              {t(path)}
            </NavLink>
          )
        })}
      </nav>
      <div className={classes['content']}>
        {allowed ? (
          <Outlet />
        ) : (
          <Empty icon={<IconLock size="1em" stroke={1.4} />} title={t('notAllowed')} text={t('notAllowedText')}>
            <Button component={Link} to="/" variant="default">
              {t('common.backToList', { ns: 'translation' })}
            </Button>
          </Empty>
        )}
      </div>
    </div>
  )
}
