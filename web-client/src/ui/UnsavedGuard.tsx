import { Button, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useBlocker } from 'react-router'
import { Dialog } from './Dialog.tsx'

/** Asks before what was typed is lost: within the page by a dialog, on closing the tab by the browser's own. */
export function UnsavedGuard({ isDirty }: { readonly isDirty: () => boolean }) {
  const { t } = useTranslation('ui')
  const current = useRef(isDirty)
  useEffect(() => {
    current.current = isDirty
  })
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => currentLocation.pathname !== nextLocation.pathname && current.current(),
  )
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (current.current()) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [])
  const stay = () => blocker.reset?.()
  return (
    <Dialog
      opened={blocker.state === 'blocked'}
      onClose={stay}
      title={t('unsaved.title')}
      cancel={t('unsaved.stay')}
      main={
        <Button color="red" onClick={() => blocker.proceed?.()} data-testid="unsaved-leave">
          {t('unsaved.leave')}
        </Button>
      }
      data-testid="unsaved"
    >
      <Text>{t('unsaved.text')}</Text>
    </Dialog>
  )
}
