import { MeetingId } from '@diem-cau/signaling-contract'
import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useFailureText } from '../../ui/useFailureText.ts'
import { followPictures } from '../../live/meeting/followPictures.ts'
import { MeetingClient } from '../../live/meeting/MeetingClient.ts'
import { fetchMeeting } from '../../api/office/meetingsApi.ts'
import { failureCode, RequestFailed } from '../../api/client/RequestFailed.ts'
import { Message } from '../../ui/Message.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { HomeButton } from '../../ui/HomeButton.tsx'
import { MeetingContext, type MeetingScope } from './scope/MeetingContext.ts'
import { MeetingPhases } from './MeetingPhases.tsx'
import { GoesBack } from '../ownRoom/GoesBack.tsx'

/** A room asks again by way of its own page after this time, in seconds. */
const FAILED_SEC = 15

/** One meeting, from its lobby to its end. The client lives exactly as long as this page. */
export function MeetingPage() {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const { meetingId = '' } = useParams()
  const [loaded, setLoaded] = useState<MeetingScope | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const [attempt, setAttempt] = useState(0)

  useEffect(() => {
    const abort = new AbortController()
    let close = () => {}
    const id = MeetingId.safeParse(meetingId)
    const detail = id.success ? fetchMeeting(id.data, abort.signal) : Promise.reject(new RequestFailed('notFound'))
    detail.then(
      (detail) => {
        if (abort.signal.aborted) return
        const client = new MeetingClient(detail.meetingId, detail.seat, {
          watch: async () => (await import('../../live/meeting/RoomWatch.ts')).RoomWatch,
        })
        const later = followPictures(client.store)
        close = () => {
          later.stop()
          client.dispose()
        }
        client.open()
        setLoaded({ client, detail, store: client.store, later: later.store })
      },
      (error: unknown) => {
        if (failureCode(error) !== 'aborted') setFailure(error)
      },
    )
    return () => {
      abort.abort()
      close()
      setLoaded(null)
      setFailure(null)
    }
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another attempt starts over
  }, [meetingId, attempt])

  useEffect(() => {
    if (loaded) document.title = `${loaded.detail.title} · ${t('product')}`
  }, [loaded, t])

  if (failure !== null) {
    const code = failureCode(failure)
    return (
      <Message
        icon={<IconAlertTriangle size="1em" />}
        title={t('meetings.openFailed')}
        text={failureText(failure)}
        testId="meeting-failed"
        isAlert
      >
        {code !== 'notFound' && code !== 'forbidden' && (
          <Button size="lg" onClick={() => setAttempt((n) => n + 1)} data-testid="retry">
            {t('common.retry')}
          </Button>
        )}
        <HomeButton size="lg" variant="default" />
        <GoesBack seconds={FAILED_SEC} />
      </Message>
    )
  }
  if (!loaded) return <Waiting />
  return (
    <MeetingContext value={loaded}>
      <MeetingPhases />
    </MeetingContext>
  )
}
