import { Button, Kbd } from '@mantine/core'
import { IconPhoneCall } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { KeeperState, RoomKeeper } from '../../readiness/keeper/RoomKeeper.ts'
import { ReasonDrawing } from './ReasonDrawing.tsx'
import { reasonsOf } from './reasonsOf.ts'
import classes from './RoomCard.module.css'

/** The card on a room's own screen when something is wrong: what, a drawing of what to look at, and one key that calls for help. */
export function RoomCard({ keeper }: { readonly keeper: RoomKeeper }) {
  const { t } = useTranslation('roomTest')
  const state = useStore(keeper.state$)
  const { wrong, plan, help } = state
  const isBad = wrong[0]?.health === 'bad'
  const [first, ...others] = reasonsOf(wrong)
  useEffect(() => {
    if (!isBad) return
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && event.target.closest('input, textarea, [role="dialog"]')
      if (event.code === 'KeyG' && !event.repeat && !event.ctrlKey && !event.altKey && !event.metaKey && !isTyping)
        void keeper.callHelp()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [isBad, keeper])
  if (first === undefined) return null
  return (
    <section
      className={classes['root']}
      data-health={isBad ? 'bad' : 'weak'}
      role="alert"
      data-testid="room-card"
      data-reason={first}
    >
      <ReasonDrawing reason={first} size="large" />
      <div className={classes['text']}>
        <h2>{t(isBad ? 'card.title' : 'card.weak')}</h2>
        <p className={classes['reason']}>{t(`reason.${first}`)}</p>
        <p>{t(`todo.${first}`)}</p>
        {others.length > 0 && <p className={classes['dim']}>{t('card.more', { count: others.length })}</p>}
        <p className={classes['dim']}>{t('card.mending')}</p>
      </div>
      {isBad && (
        <div className={classes['help']}>
          <Button
            size="xl"
            className={classes['call'] ?? ''}
            leftSection={<IconPhoneCall size="1.2em" aria-hidden />}
            loading={help === 'calling'}
            onClick={() => void keeper.callHelp()}
            data-testid="room-call"
          >
            {t('card.call')}
          </Button>
          <span className={classes['dim']}>
            {t('card.key')} <Kbd className={classes['kbd'] ?? ''}>G</Kbd>
          </span>
          <HelpText plan={plan} help={help} />
        </div>
      )}
    </section>
  )
}

function HelpText({ plan, help }: Pick<KeeperState, 'plan' | 'help'>) {
  const { t } = useTranslation('roomTest')
  const name = plan?.helpName ?? ''
  return (
    <div className={classes['told']} role="status" data-testid="room-help">
      {help === 'called' && <strong>{name === '' ? t('card.called') : t('card.calledName', { name })}</strong>}
      {help === 'failed' && <strong>{t('card.notCalled')}</strong>}
      {plan?.seen === true && <span>{t('card.seen')}</span>}
      {name !== '' && help !== 'called' && <span>{name}</span>}
      {plan !== null && plan.helpPhone !== '' && (
        <span className={classes['phone']}>{t('card.phone', { phone: plan.helpPhone })}</span>
      )}
    </div>
  )
}
