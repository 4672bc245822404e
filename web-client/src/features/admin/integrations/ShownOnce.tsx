import { Button, Modal, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import classes from '../lists/admin.module.css'

interface Props {
  readonly title: string
  readonly text: string
  readonly secret: string
  readonly onClose: () => void
}

/** Shows a secret this once, so it does not close by a stray click. */
export function ShownOnce({ title, text, secret, onClose }: Props) {
  const { t } = useTranslation('integrations')
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size="lg"
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      centered
    >
      <div className={classes['form']} data-testid="shown-once">
        <Text>{text}</Text>
        <div className={classes['row']}>
          <span className={classes['password']} data-testid="shown-once-text">
            {secret}
          </span>
          <CopyButton text={secret} testId="shown-once-copy" />
        </div>
        <div className={classes['row']}>
          <Button onClick={onClose} data-testid="shown-once-done">
            {t('secret.done')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
