import { Alert, Button, type ButtonProps, type ModalProps } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useFailureText } from './useFailureText.ts'
import { Dialog } from './Dialog.tsx'

interface Props extends Pick<ModalProps, 'title' | 'size' | 'children'>, Pick<ButtonProps, 'disabled' | 'leftSection'> {
  readonly onClose: () => void
  /** Text of the button that leaves things as they are. */
  readonly cancel: string
  /** Text of the button that does it. */
  readonly act: ReactNode
  /** True when it cannot be taken back. */
  readonly danger?: boolean
  /**
   * Resolves with false when the fields are not complete, which say why. Errors are shown here. Done, the caller closes
   * the dialog or leaves the page.
   */
  readonly onAct: () => Promise<boolean | void>
  /** Shown above the error. */
  readonly failed?: string
  readonly actTestId: string
}

/**
 * A question over the page that asks the server for one thing, once at a time; if that fails it stays open and says
 * why.
 */
export function ActDialog({
  onClose,
  cancel,
  act,
  danger = false,
  onAct,
  failed,
  actTestId,
  disabled,
  leftSection,
  children,
  ...modal
}: Props) {
  const failureText = useFailureText()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  async function run() {
    if (busy) return
    setBusy(true)
    setFailure(null)
    try {
      if ((await onAct()) === false) setBusy(false)
    } catch (error) {
      setFailure(error)
      setBusy(false)
    }
  }
  return (
    <Dialog
      opened
      {...modal}
      onClose={onClose}
      cancel={cancel}
      main={
        <Button
          {...(danger ? { color: 'red' } : {})}
          loading={busy}
          disabled={disabled ?? false}
          leftSection={leftSection}
          onClick={() => void run()}
          data-testid={actTestId}
        >
          {act}
        </Button>
      }
    >
      {failure !== null && (
        <Alert variant="light" color="red" icon={<IconAlertCircle />} role="alert" title={failed}>
          {failureText(failure)}
        </Alert>
      )}
      {children}
    </Dialog>
  )
}
