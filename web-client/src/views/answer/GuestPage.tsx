import { addTexts } from '../../i18n/addTexts.ts'
import { en, vi } from './texts.ts'
import { Button, Title } from '@mantine/core'
import { IconDoorEnter } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { useFailureText } from '../../i18n/useFailureText.ts'
import { invitationsApi } from '../../office/invitationsApi.ts'
import { become } from '../../signaling/account.ts'
import { failureCode } from '../../signaling/RequestFailed.ts'
import { Notice } from '../../ui/Notice.tsx'
import { PublicPage } from './PublicPage.tsx'
import classes from './PublicPage.module.css'

addTexts('answer', { vi, en })

/** A named guest's way in. Entering asks for a press: programs that look at links in mails do not enter. */
export function GuestPage() {
  const { t } = useTranslation('answer')
  const failureText = useFailureText()
  const navigate = useNavigate()
  const { token = '' } = useParams()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  useEffect(() => {
    document.title = `${t('guestTitle')} · ${t('product', { ns: 'translation' })}`
  }, [t])
  async function enter() {
    setBusy(true)
    setFailure(null)
    try {
      const guest = await invitationsApi.enterAsGuest(token)
      become(guest)
      await navigate(`/meetings/${guest.meetingId}`, { replace: true })
    } catch (error) {
      setFailure(error)
      setBusy(false)
    }
  }
  const code = failure === null ? null : failureCode(failure)
  const gone = code === 'linkExpired' || code === 'notFound' || code === 'badRequest'
  return (
    <PublicPage>
      <Title order={1} size="h2" className={classes['title'] ?? ''}>
        {t('guestTitle')}
      </Title>
      {failure !== null && <Notice title={t(gone ? 'expiredTitle' : 'guestFailed')} text={gone ? t('expiredText') : failureText(failure)} testId="guest-failed" />}
      <p className={classes['to']}>{t('guestText')}</p>
      <Button size="lg" loading={busy} onClick={() => void enter()} leftSection={<IconDoorEnter size="1.2em" aria-hidden />} data-testid="guest-enter">
        {t('guestEnter')}
      </Button>
    </PublicPage>
  )
}
