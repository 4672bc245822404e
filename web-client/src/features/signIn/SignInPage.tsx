import { Text, Title } from '@mantine/core'
import { IconClockCheck, IconRefresh, IconShieldLock } from '@tabler/icons-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, useSearchParams } from 'react-router'
import { useStore } from 'zustand'
import { accountStore } from '../../api/client/account.ts'
import { browserStorage } from '../../browser/storage.ts'
import { Brand } from '../../ui/Brand.tsx'
import { DisplayMenu } from '../../ui/DisplayMenu.tsx'
import { SignInForm, type Credentials } from './SignInForm.tsx'
import classes from './SignInPage.module.css'

// Most people never see these, so the first load stays small.
const CodeForm = lazy(async () => ({ default: (await import('./CodeForm.tsx')).CodeForm }))
const OidcButton = lazy(async () => ({ default: (await import('./OidcButton.tsx')).OidcButton }))

export function SignInPage() {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  const status = useStore(accountStore, (state) => state.status)
  /** A password that is known to be right; the second factor is missing. */
  const [credentials, setCredentials] = useState<Credentials | null>(null)
  useEffect(() => {
    document.title = `${t('signIn.title')} · ${t('product')}`
  }, [t])
  if (status === 'signedIn') return <Navigate to={safeNext(params.get('next'))} replace />
  return (
    <div className={classes['page']}>
      <aside className={classes['aside']}>
        <Brand size="large" />
        <p className={classes['tagline']}>{t('tagline')}</p>
        <ul className={classes['points']}>
          <li>
            <IconClockCheck size="1.4em" aria-hidden /> {t('signIn.point1')}
          </li>
          <li>
            <IconRefresh size="1.4em" aria-hidden /> {t('signIn.point2')}
          </li>
          <li>
            <IconShieldLock size="1.4em" aria-hidden /> {t('signIn.point3')}
          </li>
        </ul>
      </aside>
      <main className={classes['main']}>
        <div className={classes['display']}>
          <DisplayMenu />
        </div>
        <div className={classes['box']}>
          <Title order={1} size="h2">
            {t(credentials ? 'signIn.codeTitle' : 'signIn.title')}
          </Title>
          <Text c="dimmed" mt={4} mb="lg">
            {credentials ? t('signIn.codeIntro', { login: credentials.login }) : t('signIn.intro')}
          </Text>
          {credentials ? (
            <Suspense>
              <CodeForm credentials={credentials} onBack={() => setCredentials(null)} />
            </Suspense>
          ) : (
            <>
              <SignInForm onCodeWanted={setCredentials} />
              <Suspense>
                <OidcButton next={safeNext(params.get('next'))} />
              </Suspense>
              <Text size="sm" c="dimmed" mt="lg">
                {t('signIn.help')}
              </Text>
              <Text size="sm" mt="xs">
                <Link to="/room" className={classes['link'] ?? ''} data-testid="to-room">
                  {t('signIn.room')}
                </Link>
              </Text>
              <Text size="sm" mt="xs">
                <Link to="/thu-may" className={classes['link'] ?? ''} data-testid="to-test">
                  {t('signIn.test')}
                </Link>
              </Text>
              {browserStorage.isRefused() && (
                <Text size="sm" mt="sm" role="note" data-testid="not-kept">
                  {t('signIn.notKept')}
                </Text>
              )}
            </>
          )}
        </div>
      </main>
    </div>
  )
}

/** Takes only paths of our own: a link from elsewhere must not send people away after signing in. */
function safeNext(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) ? next : '/'
}
