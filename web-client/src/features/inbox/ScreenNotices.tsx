import { Button } from '@mantine/core'
import { IconDeviceDesktop } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Inbox.module.css'

/**
 * Asks for notices of the system beside the list of notices, where it is clear what for. It is empty where the browser
 * knows none.
 */
export function ScreenNotices() {
  const { t } = useTranslation('inbox')
  const [permission, setPermission] = useState(() => ('Notification' in window ? Notification.permission : null))
  if (permission === null) return <p className={classes['foot']}>{t('kept')}</p>
  return (
    <div className={classes['foot']} data-permission={permission}>
      <IconDeviceDesktop size="1.3em" aria-hidden />
      <span>{t(permission === 'granted' ? 'screen.on' : permission === 'denied' ? 'screen.off' : 'screen.ask')}</span>
      {permission === 'default' && (
        <Button
          variant="default"
          size="compact-md"
          onClick={() => void Notification.requestPermission().then(setPermission)}
          data-testid="inbox-screen"
        >
          {t('screen.yes')}
        </Button>
      )}
    </div>
  )
}
