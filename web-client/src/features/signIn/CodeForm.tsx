import { Alert, Button, TextInput } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../ui/useFailureText.ts'
import { signIn } from '../../api/client/account.ts'
import { failureCode } from '../../api/client/RequestFailed.ts'
import type { Credentials } from './SignInForm.tsx'
import classes from './SignInPage.module.css'

interface Props {
  readonly credentials: Credentials
  readonly onBack: () => void
}

/** Asks for the second factor: six digits of the phone, or a recovery code kept on paper. */
export function CodeForm({ credentials, onBack }: Props) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const [recovery, setRecovery] = useState(false)
  const [code, setCode] = useState('')
  const [missing, setMissing] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)

  async function send(code: string) {
    setMissing(code === '')
    if (code === '' || busy) return
    setBusy(true)
    setFailure(null)
    try {
      await signIn({ ...credentials, code })
    } catch (error) {
      // The password was changed meanwhile, so the sign-in begins anew.
      if (failureCode(error) === 'wrongCredentials') return onBack()
      setFailure(error)
      setBusy(false)
      field.current?.select()
    }
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    void send(code.trim())
  }

  function type(text: string) {
    const typed = recovery ? text : text.replaceAll(/\D/g, '').slice(0, 6)
    setCode(typed)
    // The sixth digit sends it: one key less for a code that lasts thirty seconds.
    if (!recovery && typed.length === 6 && code.length < 6) void send(typed)
  }

  return (
    <form onSubmit={submit} noValidate data-testid="code-form">
      {failure !== null && (
        <Alert variant="light" color="red" icon={<IconAlertCircle />} role="alert" mb="md" data-testid="sign-in-error">
          {failureText(failure)}
        </Alert>
      )}
      <TextInput
        key={recovery ? 'recovery' : 'code'}
        ref={field}
        name="code"
        label={t(recovery ? 'signIn.recoveryCode' : 'signIn.code')}
        size="lg"
        value={code}
        onChange={(event) => type(event.currentTarget.value)}
        inputMode={recovery ? 'text' : 'numeric'}
        autoComplete={recovery ? 'off' : 'one-time-code'}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        autoFocus
        maxLength={recovery ? 40 : 9}
        classNames={{ input: classes['code'] ?? '' }}
        error={missing ? t('signIn.codeMissing') : undefined}
        data-testid="code"
      />
      <Button type="submit" size="lg" fullWidth mt="xl" loading={busy} data-testid="confirm-code">
        {t('signIn.confirm')}
      </Button>
      <div className={classes['ways']}>
        <Button
          variant="subtle"
          onClick={() => {
            setRecovery(!recovery)
            setCode('')
            setMissing(false)
          }}
          data-testid="use-recovery"
        >
          {t(recovery ? 'signIn.useCode' : 'signIn.useRecovery')}
        </Button>
        <Button variant="subtle" color="gray" onClick={onBack}>
          {t('signIn.otherAccount')}
        </Button>
      </div>
    </form>
  )
}
