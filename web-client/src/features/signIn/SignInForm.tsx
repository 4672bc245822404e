import { Alert, Button, PasswordInput, TextInput } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useRef, useState, type FormEvent, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../ui/useFailureText.ts'
import { getReady, signIn } from '../../api/client/account.ts'
import { failureCode } from '../../api/client/RequestFailed.ts'

export interface Credentials {
  readonly login: string
  readonly password: string
}

/** @param onCodeWanted the password is right, a second factor is asked for */
export function SignInForm({ onCodeWanted }: { readonly onCodeWanted: (credentials: Credentials) => void }) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const [missing, setMissing] = useState({ login: false, password: false })
  const [failure, setFailure] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const [capsLock, setCapsLock] = useState(false)
  const passwordField = useRef<HTMLInputElement>(null)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const login = text(form.get('login')).trim()
    const password = text(form.get('password'))
    setMissing({ login: login === '', password: password === '' })
    if (login === '' || password === '' || busy) return
    setBusy(true)
    setFailure(null)
    try {
      await signIn({ login, password })
    } catch (error) {
      if (failureCode(error) === 'totpRequired') return onCodeWanted({ login, password })
      setFailure(error)
      setBusy(false)
      passwordField.current?.select()
    }
  }

  const watchCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'))
  return (
    <form onInput={getReady} onSubmit={(event) => void submit(event)} noValidate>
      {failure !== null && (
        <Alert variant="light" color="red" icon={<IconAlertCircle />} role="alert" mb="md" data-testid="sign-in-error">
          {failureText(failure)}
        </Alert>
      )}
      <TextInput
        name="login"
        label={t('signIn.login')}
        size="lg"
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        data-autofocus
        autoFocus
        maxLength={100}
        error={missing.login ? t('signIn.loginMissing') : undefined}
        data-testid="login"
      />
      <PasswordInput
        ref={passwordField}
        name="password"
        label={t('signIn.password')}
        size="lg"
        mt="md"
        autoComplete="current-password"
        maxLength={200}
        error={missing.password ? t('signIn.passwordMissing') : undefined}
        onKeyDown={watchCapsLock}
        onKeyUp={watchCapsLock}
        description={capsLock ? <span role="status">⇪ {t('signIn.capsLock')}</span> : undefined}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        visibilityToggleButtonProps={{ 'aria-label': `${t('signIn.show')} / ${t('signIn.hide')}`, tabIndex: 0 }}
        data-testid="password"
      />
      <Button type="submit" size="lg" fullWidth mt="xl" loading={busy} data-testid="sign-in">
        {t('signIn.submit')}
      </Button>
    </form>
  )
}

const text = (value: FormDataEntryValue | null) => (typeof value === 'string' ? value : '')
