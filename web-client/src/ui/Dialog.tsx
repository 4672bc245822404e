import { Button, Modal, type ModalProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Dialog.module.css'

interface Props extends Pick<ModalProps, 'opened' | 'title' | 'size' | 'children'> {
  /** Called by the cross, by Escape, and by the button that leaves things as they are. */
  readonly onClose: () => void
  /** Text of that button. */
  readonly cancel: string
  /** The one button that does something. */
  readonly main: ReactNode
  readonly cancelTestId?: string
  readonly 'data-testid'?: string
}

/**
 * A question over the page. The button that leaves things as they are stands on the left, the one that does something
 * on the right, everywhere.
 */
export function Dialog({ onClose, cancel, main, cancelTestId, children, ...modal }: Props) {
  const { t } = useTranslation()
  return (
    <Modal {...modal} onClose={onClose} centered closeButtonProps={{ 'aria-label': t('common.close') }}>
      <div className={classes['body']}>
        {children}
        <div className={classes['actions']}>
          <Button variant="default" onClick={onClose} data-testid={cancelTestId}>
            {cancel}
          </Button>
          {main}
        </div>
      </div>
    </Modal>
  )
}
