import type { Pairing } from '@diem-cau/signaling-contract/office'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { duration } from '../../time/formatTime.ts'
import { useFailureText } from '../../ui/useFailureText.ts'
import { roomsApi } from '../../api/office/roomsApi.ts'
import { currentToken, wasCopy } from '../../api/client/account.ts'
import { deviceName } from '../../browser/deviceIdentity.ts'
import { failureCode } from '../../api/client/RequestFailed.ts'
import { Brand } from '../../ui/Brand.tsx'
import { DisplayMenu } from '../../ui/DisplayMenu.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { serverNow } from '../../time/serverClock.ts'
import { browserStorage } from '../../browser/storage.ts'
import classes from './room.module.css'
import { useNow } from '../../time/useNow.ts'

/** The server is asked this often whether somebody has typed the code, in milliseconds. */
const ASK_MS = 2_500
/**
 * A code is changed this long before it ends, in milliseconds, so that nobody types one that is gone when they are
 * done.
 */
const AHEAD_MS = 15_000

/** The code that joins this PC to its room, to be read from the other end of the room. */
export function PairingView() {
  const { t } = useTranslation('room')
  const failureText = useFailureText()
  const now = useNow()
  const { pairing, failure } = usePairing()
  return (
    <div className={classes['page']} data-testid="pairing">
      <header className={classes['header']}>
        <Brand />
        <DisplayMenu />
      </header>
      <main className={classes['pairing']}>
        <div className={classes['codeBox']}>
          <h1 className={classes['codeTitle']}>{t('pairing.code')}</h1>
          <p className={classes['code']} aria-hidden data-testid="pairing-code">
            {pairing?.code ?? '····-····'}
          </p>
          {pairing && (
            <p className={classes['spelled']} role="status">
              {t('pairing.spelled', { code: pairing.code.split('').join(' ') })}
            </p>
          )}
          <p className={classes['left']} role="timer" aria-live="off" data-testid="pairing-left">
            {pairing
              ? t('pairing.left', { time: duration(Math.max(0, pairing.expiresAt - AHEAD_MS - now)) })
              : '\u00a0'}
          </p>
        </div>
        {failure !== null && (
          <Callout
            title={t('pairing.failed')}
            text={`${failureText(failure)} ${t('connectingHint')}`}
            testId="pairing-failure"
          />
        )}
        {wasCopy() && <Callout title={t('pairing.copiedTitle')} text={t('pairing.copied')} testId="pairing-copied" />}
        {browserStorage.isRefused() && (
          <Callout title={t('pairing.notKeptTitle')} text={t('pairing.notKept')} testId="not-kept" />
        )}
        <section aria-label={t('pairing.title')} className={classes['how']}>
          <h2>{t('pairing.title')}</h2>
          <ol>
            <li>{t('pairing.step1')}</li>
            <li>{t('pairing.step2')}</li>
            <li>{t('pairing.step3')}</li>
          </ol>
          <p className={classes['dim']}>{t('pairing.device', { device: deviceName() })}</p>
        </section>
      </main>
    </div>
  )
}

/** A code that never runs out: a new one comes before the old one ends. Once it is typed the page becomes the room's. */
function usePairing(): { readonly pairing: Pairing | null; readonly failure: unknown } {
  const [pairing, setPairing] = useState<Pairing | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const [attempt, setAttempt] = useState(0)
  const again = useCallback(() => setAttempt((n) => n + 1), [])

  useEffect(() => {
    const abort = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    let current: Pairing | null = null
    const later = (work: () => void, ms: number) => {
      if (!abort.signal.aborted) timer = setTimeout(work, ms)
    }
    const failed = (error: unknown, work: () => void) => {
      if (failureCode(error) === 'aborted') return
      setFailure(error)
      later(work, ASK_MS * 2)
    }
    const begin = () => {
      roomsApi.beginPairing(deviceName()).then(
        (fresh) => {
          if (abort.signal.aborted) return
          current = fresh
          setPairing(fresh)
          setFailure(null)
          later(ask, ASK_MS)
        },
        (error: unknown) => failed(error, begin),
      )
    }
    const ask = () => {
      if (!current) return
      roomsApi.claimPairing(current.pairingId, current.secret, abort.signal).then(
        (answer) => {
          setFailure(null)
          switch (answer.state) {
            case 'waiting':
              if (answer.expiresAt - AHEAD_MS < serverNow()) begin()
              else later(ask, ASK_MS)
              break
            case 'expired':
              begin()
              break
            case 'enrolled':
              // The answer has set the room's cookie; with it the page goes on as the room.
              currentToken({ force: true }).catch((error: unknown) => failed(error, again))
              break
            default:
              answer satisfies never
          }
        },
        (error: unknown) => failed(error, ask),
      )
    }
    begin()
    return () => {
      abort.abort()
      clearTimeout(timer)
    }
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another attempt starts over
  }, [attempt, again])
  return { pairing, failure }
}
