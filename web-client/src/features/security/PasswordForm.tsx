import { Alert, Button, PasswordInput } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../ui/useFailureText.ts'
import { securityApi } from '../../api/office/securityApi.ts'
import { grantedPassword } from '../../api/client/account.ts'
import { RequestFailed } from '../../api/client/RequestFailed.ts'
import classes from './security.module.css'

type Field = 'current' | 'next' | 'repeat'
type Problem = 'missing' | 'short' | 'differs' | 'wrong'

interface Props {
  /** True when the password in use is one that an administrator gave. */
  readonly first?: boolean
  readonly submit: string
  readonly login: string
  readonly onDone?: () => void
}

/** Changes the own password. */
export function PasswordForm({ first = false, submit, login, onDone }: Props) {
  const { t } = useTranslation('security')
  const failureText = useFailureText()
  /**
   * The password that was typed at the sign-in a moment ago: it is not asked for again unless it turns out to be wrong.
   */
  const [given, setGiven] = useState(() => (first ? grantedPassword() : null))
  const [values, setValues] = useState({ current: given ?? '', next: '', repeat: '' })
  const [problems, setProblems] = useState<Partial<Record<Field, Problem>>>({})
  const [failure, setFailure] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const found = check(values)
    setProblems(found)
    setFailure(null)
    const wrong = (['current', 'next', 'repeat'] as const).find((field) => found[field])
    if (wrong) {
      event.currentTarget.querySelector<HTMLInputElement>(`[name="${wrong}"]`)?.focus()
      return
    }
    if (busy) return
    setBusy(true)
    try {
      await securityApi.changePassword({ current: values.current, next: values.next })
      setValues({ current: '', next: '', repeat: '' })
      onDone?.()
    } catch (error) {
      const { code, body } = error instanceof RequestFailed ? error : { code: 'internal', body: null }
      if (code === 'wrongCredentials' && body?.field === 'current') {
        setGiven(null)
        setProblems({ current: 'wrong' })
      } else setFailure(error)
    } finally {
      setBusy(false)
    }
  }

  const field = (name: Field, label: string, autoComplete: string) => (
    <PasswordInput
      name={name}
      label={label}
      value={values[name]}
      onChange={(event) => setValues({ ...values, [name]: event.currentTarget.value })}
      autoComplete={autoComplete}
      maxLength={200}
      description={name === 'next' ? t('password.hint') : undefined}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={problems[name] ? t(`password.${problems[name]}`) : undefined}
      visibilityToggleButtonProps={{ 'aria-label': t('password.show'), tabIndex: 0 }}
      data-testid={`password-${name}`}
    />
  )
  return (
    <form onSubmit={(event) => void send(event)} noValidate className={classes['form']} data-testid="password-form">
      {failure !== null && (
        <Alert variant="light" color="red" icon={<IconAlertCircle />} role="alert" data-testid="password-failure">
          {failureText(failure)}
        </Alert>
      )}
      {/* Password managers want to know whose password it is. */}
      <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
      {given === null && field('current', t(first ? 'password.first' : 'password.current'), 'current-password')}
      {field('next', t('password.next'), 'new-password')}
      {field('repeat', t('password.repeat'), 'new-password')}
      <Button type="submit" loading={busy} className={classes['act'] ?? ''} data-testid="change-password">
        {submit}
      </Button>
    </form>
  )
}

function check({ current, next, repeat }: Record<Field, string>): Partial<Record<Field, Problem>> {
  return {
    ...(current === '' ? { current: 'missing' } : {}),
    ...(next === '' ? { next: 'missing' } : next.length < 10 ? { next: 'short' } : {}),
    ...(repeat === next ? {} : { repeat: 'differs' }),
  }
}
