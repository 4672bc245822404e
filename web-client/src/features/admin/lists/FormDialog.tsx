import { Alert, Button, Group, Modal } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconAlertCircle } from '@tabler/icons-react'
import { useRef, useState, type FormEvent, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../../ui/useFailureText.ts'
import { failureCode, RequestFailed } from '../../../api/client/RequestFailed.ts'
import { Callout } from '../../../ui/Callout.tsx'
import classes from './admin.module.css'

/** A newer version than the one that is being edited. */
export interface Conflict {
  readonly fields: readonly { readonly name: string; readonly theirs: string; readonly mine: string }[]
  readonly keepMine: () => void
  readonly takeTheirs: () => void
}

interface Props {
  readonly title: string
  readonly submit: string
  readonly danger?: boolean
  readonly size?: string
  readonly onClose: () => void
  /** Resolves with false when the form is not complete: its fields say why. */
  readonly onSubmit: () => Promise<boolean | void>
  /** Makes the comparison when somebody was faster; null: the text of the error says enough. */
  readonly conflictOf?: (current: unknown) => Conflict | null
  readonly children: ReactNode
  readonly testId?: string
}

/** A form in a dialog, with the error above its fields; it stays open until it is done. */
export function FormDialog({
  title,
  submit,
  danger = false,
  size = '34rem',
  onClose,
  onSubmit,
  conflictOf,
  children,
  testId,
}: Props) {
  const { t } = useTranslation('admin')
  const failureText = useFailureText()
  const small = useMediaQuery('(max-width: 600px)', undefined, { getInitialValueInEffect: false })
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const conflict =
    failureCode(failure) === 'editConflict' && failure instanceof RequestFailed
      ? (conflictOf?.(failure.body?.current) ?? null)
      : null

  async function send() {
    if (busy) return
    setBusy(true)
    setFailure(null)
    try {
      if ((await onSubmit()) === false) setBusy(false)
    } catch (error) {
      setFailure(error)
      setBusy(false)
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      fullScreen={small && !danger}
      centered={danger}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common.close', { ns: 'translation' }) }}
    >
      <form
        ref={form}
        className={classes['form']}
        noValidate
        data-testid={testId}
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          event.stopPropagation()
          void send()
        }}
      >
        {failure !== null && !conflict && (
          <Alert variant="light" color="red" icon={<IconAlertCircle />} role="alert" data-testid="form-failure">
            {failureText(failure)}
          </Alert>
        )}
        {conflict && (
          <Callout
            title={t('conflict.title')}
            text={t(conflict.fields.length === 0 ? 'conflict.same' : 'conflict.text')}
            testId="form-conflict"
          >
            {conflict.fields.length > 0 && (
              <dl className={classes['conflict']}>
                {conflict.fields.map(({ name, theirs, mine }) => (
                  <div key={name}>
                    <dt>{name}</dt>
                    <dd>
                      {t('conflict.theirs')}: <strong>{theirs || '–'}</strong>
                    </dd>
                    <dd>
                      {t('conflict.mine')}: <strong>{mine || '–'}</strong>
                    </dd>
                  </div>
                ))}
              </dl>
            )}
            <div className={classes['row']}>
              <Button
                size="compact-md"
                variant="default"
                onClick={() => {
                  conflict.takeTheirs()
                  setFailure(null)
                }}
              >
                {t('conflict.takeTheirs')}
              </Button>
              <Button
                size="compact-md"
                onClick={() => {
                  // The form sends the values that were rendered last: with the newer version.
                  flushSync(conflict.keepMine)
                  form.current?.requestSubmit()
                }}
              >
                {t('conflict.keepMine')}
              </Button>
            </div>
          </Callout>
        )}
        {children}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel', { ns: 'translation' })}
          </Button>
          <Button type="submit" loading={busy} {...(danger ? { color: 'red' } : {})} data-testid="form-submit">
            {submit}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
