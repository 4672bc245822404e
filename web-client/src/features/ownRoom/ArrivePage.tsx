import type { Arrived } from '@diem-cau/signaling-contract/office'
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconUserCheck, IconUserPlus } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { roomsApi } from '../../api/office/roomsApi.ts'
import { momentText } from '../../time/timeText.ts'
import { HomeButton } from '../../ui/HomeButton.tsx'
import { Message } from '../../ui/Message.tsx'
import { useFailureText } from '../../ui/useFailureText.ts'

/** On the phone of an official who read the code on a room's screen: one press, and they are on the list of that room. */
export function ArrivePage() {
  const { t } = useTranslation(['ownRoom', 'translation'])
  const failureText = useFailureText()
  const { token = '' } = useParams()
  const [done, setDone] = useState<Arrived | null>(null)
  const [refused, setRefused] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    document.title = `${t('arrival.title')} · ${t('translation:product')}`
  }, [t])
  async function arrive() {
    setBusy(true)
    setRefused(null)
    try {
      setDone(await roomsApi.arrive(token))
    } catch (error) {
      setRefused(error)
    } finally {
      setBusy(false)
    }
  }
  if (done)
    return (
      <Message
        icon={<IconUserCheck size="1em" />}
        title={t('arrival.done', { name: done.name })}
        text={t('arrival.where', { room: done.room, title: done.title, when: momentText(done.startsAt) })}
        testId="arrived"
      >
        <HomeButton size="lg" variant="default" />
      </Message>
    )
  return (
    <Message
      icon={refused === null ? <IconUserPlus size="1em" /> : <IconAlertTriangle size="1em" />}
      title={t('arrival.title')}
      text={refused === null ? t('arrival.intro') : failureText(refused)}
      testId="arrive"
      isAlert={refused !== null}
    >
      <Button size="lg" loading={busy} onClick={() => void arrive()} autoFocus data-testid="arrive-confirm">
        {t('arrival.confirm')}
      </Button>
      <HomeButton size="lg" variant="default" />
    </Message>
  )
}
