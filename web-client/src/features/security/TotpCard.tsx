import type { Me } from '@diem-cau/signaling-contract/office'
import { Alert, Button, Group, Modal, PasswordInput, Text } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../ui/useFailureText.ts'
import { securityApi } from '../../api/office/securityApi.ts'
import { showToast } from '../../ui/toasts.ts'
import { failureCode } from '../../api/client/RequestFailed.ts'
import { Callout } from '../../ui/Callout.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import classes from './security.module.css'
import { TotpSetup } from './TotpSetup.tsx'

interface Props {
  readonly me: Me
  readonly onChange: (me: Me) => void
}

/** The second factor of the own account. */
export function TotpCard({ me, onChange }: Props) {
  const { t } = useTranslation('security')
  const [step, setStep] = useState<'rest' | 'setup' | 'removing'>('rest')
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  return (
    <section className={classes['card']} aria-labelledby="totp" data-testid="totp" data-on={me.totp}>
      <h2 id="totp">
        {t('totp.title')}{' '}
        <StateBadge tone={me.totp ? 'good' : 'plain'}>{t(me.totp ? 'totp.on' : 'totp.off')}</StateBadge>
      </h2>
      {codes ? (
        <RecoveryCodes codes={codes} login={me.login} done={t('totp.kept')} onDone={() => setCodes(null)} />
      ) : step === 'setup' ? (
        <TotpSetup
          onDone={(codes) => {
            setCodes(codes)
            setStep('rest')
            onChange({ ...me, totp: true })
          }}
          onCancel={() => setStep('rest')}
        />
      ) : (
        <>
          <p>{t(me.totp ? 'totp.onText' : 'totp.offText')}</p>
          {me.totpWanted && !me.totp && <Callout kind="hint" title={t('totp.wanted')} />}
          {me.totp ? (
            <Button
              variant="default"
              className={classes['act'] ?? ''}
              onClick={() => setStep('removing')}
              data-testid="totp-remove"
            >
              {t('totp.remove')}
            </Button>
          ) : (
            <Button className={classes['act'] ?? ''} onClick={() => setStep('setup')} data-testid="totp-begin">
              {t('totp.begin')}
            </Button>
          )}
        </>
      )}
      {step === 'removing' && (
        <RemoveDialog
          onClose={() => setStep('rest')}
          onDone={() => {
            setStep('rest')
            onChange({ ...me, totp: false })
            showToast(t('totp.removed'))
          }}
        />
      )}
    </section>
  )
}

function RemoveDialog({ onClose, onDone }: { readonly onClose: () => void; readonly onDone: () => void }) {
  const { t } = useTranslation('security')
  const failureText = useFailureText()
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  async function send(event: FormEvent) {
    event.preventDefault()
    if (busy || password === '') return
    setBusy(true)
    setFailure(null)
    try {
      await securityApi.removeTotp(password)
      onDone()
    } catch (error) {
      setFailure(error)
      setBusy(false)
    }
  }
  const wrong = failureCode(failure) === 'wrongCredentials'
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('totp.remove')}
      centered
      closeButtonProps={{ 'aria-label': t('common.close', { ns: 'translation' }) }}
    >
      <form onSubmit={(event) => void send(event)} noValidate className={classes['form']}>
        {failure !== null && !wrong && (
          <Alert variant="light" color="red" icon={<IconAlertCircle />} role="alert">
            {failureText(failure)}
          </Alert>
        )}
        <Text>{t('totp.removeText')}</Text>
        <PasswordInput
          label={t('password.current')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          maxLength={200}
          data-autofocus
          error={failure !== null && wrong ? t('password.wrong') : undefined}
          visibilityToggleButtonProps={{ 'aria-label': t('password.show'), tabIndex: 0 }}
          data-testid="totp-password"
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel', { ns: 'translation' })}
          </Button>
          <Button type="submit" color="red" loading={busy} data-testid="totp-remove-confirm">
            {t('totp.remove')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
