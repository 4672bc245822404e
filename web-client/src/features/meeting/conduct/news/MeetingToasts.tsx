import type { LoggedEvent, Notice } from '@diem-cau/signaling-contract'
import { CloseButton } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import { useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { conductNews } from './conductNews.ts'
import type { MeetingToast } from '../../../../live/meeting/ToastsModel.ts'
import { useMeetingClient } from '../../scope/MeetingContext.ts'
import { useNameOf } from '../../scope/useCall.ts'
import { usePassing } from '../../../../ui/usePassing.ts'
import classes from './MeetingToasts.module.css'
import { useNewsText } from './useNewsText.ts'

/** A toast stays long enough to be read, two lines from the far end of a room, in milliseconds. */
const SHOWN_MS = 12_000

/** Toasts for events of the conduct that nothing else on the page tells, and for complaints about sound and picture. */
export function MeetingToasts() {
  const { t } = useTranslation('conduct')
  const client = useMeetingClient()
  const newsText = useNewsText()
  const nameOf = useNameOf()
  const toasts = useStore(client.toasts.store, (state) => state.toasts)

  const onEvent = useEffectEvent(({ event }: LoggedEvent) => {
    const { meeting, phase } = client.store.getState()
    if (phase.kind !== 'inMeeting') return
    const news = conductNews(event, meeting, phase.me)
    if (news?.shown) client.toasts.show(newsText(news))
  })
  const onNotice = useEffectEvent((notice: Notice) => {
    if (notice.name !== 'complaint') return
    const { phase } = client.store.getState()
    const { from, about, what } = notice.complaint
    if (phase.kind !== 'inMeeting' || from === phase.me) return
    const unit = nameOf(from)
    const other = nameOf(about)
    client.toasts.show(
      other === ''
        ? t('complaint.of', { unit, what: t(`complaint.${what}`) })
        : t('complaint.about', { unit, what: t(`complaint.${what}`), other }),
      'warn',
    )
  })
  useEffect(() => client.event$.on(onEvent), [client])
  useEffect(() => client.conduct$.on(onNotice), [client])

  return (
    <div className={classes['root']} role="status" aria-live="polite">
      {toasts.map((toast) => (
        <ToastRow key={toast.id} toast={toast} onDone={() => client.toasts.drop(toast.id)} />
      ))}
    </div>
  )
}

function ToastRow({ toast, onDone }: { readonly toast: MeetingToast; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const held = usePassing(SHOWN_MS, onDone)
  return (
    <div className={classes['toast']} data-tone={toast.tone} data-testid="meeting-toast" {...held}>
      {toast.tone === 'warn' ? (
        <IconAlertTriangle size="1.4em" aria-hidden />
      ) : (
        <IconInfoCircle size="1.4em" aria-hidden />
      )}
      <span>{toast.text}</span>
      <CloseButton size="md" aria-label={t('common.close')} onClick={onDone} />
    </div>
  )
}
