import { Menu, UnstyledButton } from '@mantine/core'
import {
  IconChevronDown,
  IconDeviceMobile,
  IconDeviceTv,
  IconLogout,
  IconShieldLock,
  IconUserCircle,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useStore } from 'zustand'
import { accountStore, signOut } from '../api/client/account.ts'
import classes from './AccountMenu.module.css'

export function AccountMenu() {
  const { t } = useTranslation('shell')
  const account = useStore(accountStore, (state) => (state.status === 'signedIn' ? state.account : null))
  if (!account) return null
  return (
    <Menu position="bottom-end" width={280} withinPortal>
      <Menu.Target>
        <UnstyledButton
          className={classes['button']}
          aria-label={t('accountOf', { name: account.name })}
          data-testid="account-menu"
        >
          <IconUserCircle size="1.5em" aria-hidden />
          <span className={classes['name']}>{account.name}</span>
          <IconChevronDown size="1em" aria-hidden className={classes['chevron']} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes['who']}>
          <strong>{account.name}</strong>
          {account.kind !== 'guest' && <span>{account.unit.name}</span>}
        </div>
        <Menu.Divider />
        {account.kind === 'room' && (
          <Menu.Item
            component={Link}
            to="/room"
            leftSection={<IconDeviceTv size="1.2em" aria-hidden />}
            data-testid="nav-room"
          >
            {t('room')}
          </Menu.Item>
        )}
        {account.kind === 'person' && (
          <>
            <Menu.Item
              component={Link}
              to="/invitations#feed"
              leftSection={<IconDeviceMobile size="1.2em" aria-hidden />}
            >
              {t('feed')}
            </Menu.Item>
            <Menu.Item
              component={Link}
              to="/security"
              leftSection={<IconShieldLock size="1.2em" aria-hidden />}
              data-testid="nav-security"
            >
              {t('security')}
            </Menu.Item>
          </>
        )}
        <Menu.Item
          leftSection={<IconLogout size="1.2em" aria-hidden />}
          onClick={() => void signOut()}
          data-testid="sign-out"
        >
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
