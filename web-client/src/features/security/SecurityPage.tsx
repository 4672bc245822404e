import { Title } from '@mantine/core'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { refreshMe } from '../../api/stores/useMe.ts'
import { securityQueries } from '../../api/office/securityApi.ts'
import { showToast } from '../../ui/toasts.ts'
import { invalidate } from '../../api/loading/queryClient.ts'
import { useLoad } from '../../api/loading/useLoad.ts'
import { LoadFailed } from '../../ui/LoadFailed.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import classes from './security.module.css'
import { SignInsCard } from './SignInsCard.tsx'
import { TotpCard } from './TotpCard.tsx'

/** The own account: password, second factor, where it is signed in. */
export function SecurityPage() {
  const { t } = useTranslation('security')
  const { data: me, failure, refresh, set } = useLoad(securityQueries.account)
  useEffect(() => {
    document.title = `${t('title')} · ${t('product', { ns: 'translation' })}`
  }, [t])
  return (
    <div className={classes['page']} data-testid="security">
      <Title order={1} size="h2">
        {t('title')}
      </Title>
      {failure !== null && <LoadFailed title={t('failed')} failure={failure} onRetry={refresh} />}
      {!me && failure === null && <Skeletons heights={[24, 12]} across />}
      {me && (
        <div className={classes['columns']}>
          <div className={classes['column']}>
            <section className={classes['card']} aria-labelledby="password">
              <h2 id="password">{t('password.title')}</h2>
              <p>{t('password.intro')}</p>
              <PasswordForm
                login={me.login}
                submit={t('password.change')}
                onDone={() => {
                  showToast(t('password.changed'))
                  // A new password ends other sign-ins.
                  invalidate(securityQueries.signIns.queryKey)
                }}
              />
            </section>
            <TotpCard
              me={me}
              onChange={(changed) => {
                set(changed)
                refreshMe()
              }}
            />
          </div>
          <SignInsCard />
        </div>
      )}
    </div>
  )
}
