import { Button, Modal, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import classes from './admin.module.css'

export interface FirstPassword {
  readonly name: string
  readonly login: string
  readonly password: string
}

/** Shows a first password this once, so it does not close by a stray click. */
export function SecretDialog({ name, login, password, onClose }: FirstPassword & { readonly onClose: () => void }) {
  const { t } = useTranslation('admin')
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('secret.title', { name })}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      centered
    >
      <div className={classes['form']} data-testid="first-password">
        <Text>{t('secret.text')}</Text>
        <dl className={classes['facts']}>
          <div>
            <dt>{t('secret.login')}</dt>
            <dd data-testid="first-password-login">{login}</dd>
          </div>
        </dl>
        <div>
          <span className={classes['dim']}>{t('secret.password')}</span>
          <div className={classes['row']}>
            <span className={classes['password']} data-testid="first-password-text">
              {password}
            </span>
            <CopyButton text={password} testId="copy-password" />
          </div>
        </div>
        <div className={classes['row']}>
          <Button onClick={onClose} data-testid="first-password-done">
            {t('secret.done')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
