import './adminTexts.ts'
import { IconBuildingCommunity, IconDeviceTv, IconHistory, IconLock, IconMail, IconStack2, IconUsers } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { NavLink, Outlet, useLocation } from 'react-router'
import { useMe } from '../../office/meStore.ts'
import { Empty } from '../../ui/Empty.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import classes from './AdminLayout.module.css'
import { adminSections } from './adminSections.ts'

const icons = { units: IconBuildingCommunity, people: IconUsers, rooms: IconDeviceTv, groups: IconStack2, outbox: IconMail, audit: IconHistory }

/** The administration: its parts at the side, by what one may do. */
export function AdminLayout() {
  const { t } = useTranslation('admin')
  const me = useMe()
  const { pathname } = useLocation()
  if (!me) return <Waiting />
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
      <div className={classes['content']}>{allowed ? <Outlet /> : <Empty icon={<IconLock size="1em" stroke={1.4} />} title={t('notAllowed')} text={t('notAllowedText')} />}</div>
    </div>
  )
}
