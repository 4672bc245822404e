import { Button, Text, Title } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { accountStore, needMet, signOut } from '../../api/client/account.ts'
import { Brand } from '../../ui/Brand.tsx'
import { DisplayMenu } from '../../ui/DisplayMenu.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import classes from './security.module.css'
import { TotpSetup } from './TotpSetup.tsx'

/**
 * Asks for the steps that come before anything else, in place of the page that was wanted; that one follows by itself.
 */
export function FirstStepsPage({ needs }: { readonly needs: 'password' | 'totp' }) {
  const { t } = useTranslation('security')
  const account = useStore(accountStore, (state) => (state.status === 'signedIn' ? state.account : null))
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const title = t(needs === 'password' ? 'first.passwordTitle' : 'first.totpTitle')
  useEffect(() => {
    document.title = `${title} · ${t('product', { ns: 'translation' })}`
  }, [t, title])
  if (!account) return null
  return (
    <div className={classes['first']} data-testid="first-steps" data-needs={needs}>
      <header className={classes['bar']}>
        <Brand />
        <DisplayMenu />
      </header>
      <main className={classes['middle']}>
        <div className={classes['box']}>
          <Title order={1} size="h2">
            {title}
          </Title>
          {!codes && (
            <Text c="dimmed">
              {needs === 'password' ? t('first.passwordText', { name: account.name }) : t('first.totpText')}
            </Text>
          )}
          {needs === 'password' ? (
            <PasswordForm first login={account.login} submit={t('first.save')} />
          ) : codes ? (
            <RecoveryCodes codes={codes} login={account.login} done={t('first.goOn')} onDone={needMet} />
          ) : (
            <TotpSetup onDone={setCodes} />
          )}
          {!codes && (
            <Button variant="default" onClick={() => void signOut()} className={classes['out'] ?? ''}>
              {t('common.signOut', { ns: 'translation' })}
            </Button>
          )}
        </div>
      </main>
    </div>
  )
}
