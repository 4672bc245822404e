import { Alert, Button, Skeleton, TextInput } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { lazy, Suspense, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../ui/useFailureText.ts'
import { securityApi, securityQueries } from '../../api/office/securityApi.ts'
import { useLoad } from '../../api/loading/useLoad.ts'
import { LoadFailed } from '../../ui/LoadFailed.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import classes from './security.module.css'

const QrPicture = lazy(async () => ({ default: (await import('../../ui/QrPicture.tsx')).QrPicture }))

interface Props {
  readonly onDone: (recoveryCodes: readonly string[]) => void
  readonly onCancel?: () => void
}

/** Shows the picture for the phone, and takes the first code as proof that it was read. */
export function TotpSetup({ onDone, onCancel }: Props) {
  const { t } = useTranslation('security')
  const failureText = useFailureText()
  const { data, failure: loadFailure, refresh } = useLoad(securityQueries.totp)
  const [code, setCode] = useState('')
  const [missing, setMissing] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)

  async function send(event: FormEvent) {
    event.preventDefault()
    setMissing(code.length < 6)
    if (code.length < 6 || busy) return
    setBusy(true)
    setFailure(null)
    try {
      const { recoveryCodes } = await securityApi.confirmTotp(code)
      onDone(recoveryCodes)
    } catch (error) {
      setFailure(error)
      setBusy(false)
    }
  }

  if (loadFailure !== null) {
    return <LoadFailed title={t('failed')} failure={loadFailure} onRetry={refresh} />
  }
  return (
    <form onSubmit={(event) => void send(event)} noValidate className={classes['steps']} data-testid="totp-setup">
      <section className={classes['step']} aria-labelledby="totp-step-1">
        <h3 id="totp-step-1">1. {t('totp.step1')}</h3>
        <p>{t('totp.step1Text')}</p>
        <div className={classes['scan']}>
          <Suspense fallback={<Skeleton className={classes['qr'] ?? ''} />}>
            {data ? (
              <QrPicture testId="totp-picture" text={data.uri} label={t('totp.picture')} />
            ) : (
              <Skeleton className={classes['qr'] ?? ''} />
            )}
          </Suspense>
          {data && (
            <div>
              <p>{t('totp.secret')}:</p>
              <div className={classes['secret']}>
                <code data-testid="totp-secret">{data.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
                <CopyButton text={data.secret} size="compact-md" />
              </div>
            </div>
          )}
        </div>
      </section>
      <section className={classes['step']} aria-labelledby="totp-step-2">
        <h3 id="totp-step-2">2. {t('totp.step2')}</h3>
        {failure !== null && (
          <Alert variant="light" color="red" icon={<IconAlertCircle />} role="alert">
            {failureText(failure)}
          </Alert>
        )}
        <TextInput
          label={t('totp.code')}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value.replaceAll(/\D/g, '').slice(0, 6))}
          inputMode="numeric"
          autoComplete="one-time-code"
          error={missing ? t('totp.codeMissing') : undefined}
          classNames={{ input: classes['code'] ?? '' }}
          data-testid="totp-code"
        />
        <div className={classes['row']}>
          <Button type="submit" loading={busy} disabled={!data} data-testid="totp-confirm">
            {t('totp.confirm')}
          </Button>
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {t('common.cancel', { ns: 'translation' })}
            </Button>
          )}
        </div>
      </section>
    </form>
  )
}
