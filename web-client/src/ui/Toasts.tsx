import { Button, CloseButton } from '@mantine/core'
import { IconAlertCircle, IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { dropToast, toastStore, type Toast } from './toasts.ts'
import classes from './Toasts.module.css'
import { usePassing } from './usePassing.ts'

/** A message stays long enough to be read and to reach the way back, in milliseconds. */
const SHOWN_MS = 8_000

export function Toasts() {
  const toasts = useStore(toastStore, (state) => state.toasts)
  return (
    <div className={classes['root']} role="status" aria-live="polite">
      {toasts.map((toast) => (
        <ToastRow key={toast.id} toast={toast} />
      ))}
    </div>
  )
}

function ToastRow({ toast }: { readonly toast: Toast }) {
  const { t } = useTranslation('shell')
  // A failure stays until it is put away.
  const held = usePassing(toast.kind === 'failed' ? null : SHOWN_MS, () => dropToast(toast.id))
  return (
    <div className={classes['toast']} data-kind={toast.kind} data-testid="toast" {...held}>
      {toast.kind === 'done' ? <IconCheck size="1.3em" aria-hidden /> : <IconAlertCircle size="1.3em" aria-hidden />}
      <span className={classes['text']}>{toast.text}</span>
      {toast.undo && (
        <Button
          size="compact-md"
          variant="white"
          color="dark"
          onClick={() => {
            toast.undo?.()
            dropToast(toast.id)
          }}
          data-testid="undo"
        >
          {t('undo')}
        </Button>
      )}
      <CloseButton variant="transparent" c="inherit" aria-label={t('dismiss')} onClick={() => dropToast(toast.id)} />
    </div>
  )
}
