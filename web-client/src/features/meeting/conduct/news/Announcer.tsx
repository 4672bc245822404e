import { type LoggedEvent, originOf, type ParticipantId } from '@diem-cau/signaling-contract'
import { VisuallyHidden } from '@mantine/core'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../../../live/meeting/callOf.ts'
import { conductNews } from './conductNews.ts'
import { lineNews } from '../../../../live/meeting/lineNews.ts'
import { useNewsText } from './useNewsText.ts'
import { useMeeting, useMeetingClient } from '../../scope/MeetingContext.ts'
import { useCallText } from '../../scope/useCall.ts'

/** Tells those who listen to their screen what others see happen. */
export function Announcer() {
  const { t } = useTranslation('meeting')
  const client = useMeetingClient()
  const newsText = useNewsText()
  const callText = useCallText()
  const [text, setText] = useState('')
  const names = useRef(new Map<ParticipantId, string>())

  const onEvent = useEffectEvent(({ event }: LoggedEvent) => {
    const { order, meeting, phase } = client.store.getState()
    for (const participant of order)
      names.current.set(participant.participantId, callText(callOf(meeting, participant)))
    const me = phase.kind === 'inMeeting' ? phase.me : null
    const news = me === null ? null : conductNews(event, meeting, me)
    // A toast is read from its own place.
    if (news) return news.shown ? undefined : setText(newsText(news))
    if (!('participantId' in event) || event.participantId === null || event.participantId === me) return
    const unit =
      names.current.get(event.participantId) ??
      (event.type === 'participantJoined'
        ? callText(callOf(meeting, { ...event, ...originOf(event, meeting.hostUnit) }))
        : '')
    switch (event.type) {
      case 'participantJoined':
        return setText(t('announce.joined', { unit }))
      case 'participantLeft':
        // The news that they were put out has been read already.
        return event.reason === 'expelled' ? undefined : setText(t('announce.left', { unit }))
      case 'lineLost':
      case 'lineRestored':
        return setText(t(`announce.${event.type}`, { unit }))
      case 'producerOpened':
        if (event.source === 'screen')
          setText(t(event.device === undefined ? 'announce.shareStarted' : 'announce.papersStarted', { unit }))
        return
      case 'producerClosed':
        if (event.source === 'screen') setText(t('announce.shareStopped', { unit }))
        return
      default:
    }
  })
  useEffect(() => client.event$.on(onEvent), [client])

  const { mic, camera, online } = useMeeting((model) => ({
    mic: model.local.micOn && model.local.mic.kind === 'on',
    camera: model.local.cameraOn && (model.local.isNetworkCamera || model.local.camera.kind === 'on'),
    online: model.connection.kind === 'online',
  }))
  useOnChange(mic, (on) => setText(t(on ? 'announce.micOn' : 'announce.micOff')))
  useOnChange(camera, (on) => setText(t(on ? 'announce.cameraOn' : 'announce.cameraOff')))
  const [newsOfLine] = useState(() => lineNews(online))
  useOnChange(online, (on) => {
    const news = newsOfLine(on)
    if (news) setText(t(`announce.${news}`))
  })
  return (
    <VisuallyHidden role="status" aria-live="polite" data-testid="announcer">
      {text}
    </VisuallyHidden>
  )
}

/** Calls back when a value changed, not when it first appears. */
function useOnChange(value: boolean, onChange: (value: boolean) => void): void {
  const before = useRef(value)
  const changed = useEffectEvent(onChange)
  useEffect(() => {
    if (before.current === value) return
    before.current = value
    changed(value)
  }, [value])
}
