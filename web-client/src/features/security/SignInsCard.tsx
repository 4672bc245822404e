import type { SignInItem } from '@diem-cau/signaling-contract/office'
import { Button } from '@mantine/core'
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { calendarDate, clockTime } from '../../time/formatTime.ts'
import { useFailureText } from '../../ui/useFailureText.ts'
import { securityApi, securityQueries } from '../../api/office/securityApi.ts'
import { showToast } from '../../ui/toasts.ts'
import { useLoad } from '../../api/loading/useLoad.ts'
import { LoadFailed } from '../../ui/LoadFailed.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import classes from './security.module.css'

/** Browsers that stay signed in, and the way to end one of them. */
export function SignInsCard() {
  const { t } = useTranslation('security')
  const failureText = useFailureText()
  const { data, failure, refresh, set } = useLoad(securityQueries.signIns)
  async function revoke({ signInId, device }: SignInItem) {
    try {
      await securityApi.revokeSignIn(signInId)
      if (data) set({ signIns: data.signIns.filter((other) => other.signInId !== signInId) })
      showToast(t('signIns.revoked', { device: device || t('signIns.unknown') }))
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    }
  }
  const signIns = (data?.signIns ?? []).toSorted(
    (a, b) => Number(b.current) - Number(a.current) || b.lastUsedAt - a.lastUsedAt,
  )
  return (
    <section className={classes['card']} aria-labelledby="sign-ins">
      <h2 id="sign-ins">{t('signIns.title')}</h2>
      <p>{t('signIns.intro')}</p>
      {failure !== null && <LoadFailed title={t('signIns.failed')} failure={failure} onRetry={refresh} />}
      {!data && failure === null && <Skeletons heights={[5, 5]} />}
      <ul className={classes['signIns']}>
        {signIns.map((item) => {
          const Icon = /Android|iOS/.test(item.device) ? IconDeviceMobile : IconDeviceDesktop
          return (
            <li key={item.signInId} data-testid="sign-in-row" data-current={item.current}>
              <Icon size="1.8em" stroke={1.5} aria-hidden />
              <div className={classes['device']}>
                <strong>
                  {item.device || t('signIns.unknown')}{' '}
                  {item.current && <StateBadge tone="good">{t('signIns.current')}</StateBadge>}
                </strong>
                <span>{t('signIns.used', { time: moment(item.lastUsedAt) })}</span>
                <span>
                  {t('signIns.since', { time: moment(item.createdAt) })}, {t(`signIns.method.${item.method}`)}.{' '}
                  {t('signIns.from', { ip: item.ip })}
                </span>
              </div>
              {!item.current && (
                <Button
                  variant="default"
                  onClick={() => void revoke(item)}
                  aria-label={t('signIns.revokeOf', {
                    device: item.device || t('signIns.unknown'),
                    time: moment(item.lastUsedAt),
                  })}
                  data-testid="revoke-sign-in"
                >
                  {t('signIns.revoke')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

const moment = (at: number) => `${clockTime(at)}, ${calendarDate(at)}`
