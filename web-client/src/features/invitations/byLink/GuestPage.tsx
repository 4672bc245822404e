import '../../../ui/styles/office.css'
import { Button, Title } from '@mantine/core'
import { IconDoorEnter } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { useFailureText } from '../../../ui/useFailureText.ts'
import { invitationQueries, invitationsApi } from '../../../api/office/invitationsApi.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { become } from '../../../api/client/account.ts'
import { failureCode } from '../../../api/client/RequestFailed.ts'
import { LoadFailed } from '../../../ui/LoadFailed.tsx'
import { Callout } from '../../../ui/Callout.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { whenText } from '../../../time/timeText.ts'
import { GoneLink } from './GoneLink.tsx'
import { PublicPage } from './PublicPage.tsx'
import classes from './PublicPage.module.css'

/** Lets a named guest in. Entering takes a press: programs that look at links in mails do not press. */
export function GuestPage() {
  const { t, i18n } = useTranslation('answer')
  const failureText = useFailureText()
  const navigate = useNavigate()
  const { token = '' } = useParams()
  const { data: invitation, failure: unread, refresh } = useLoad(invitationQueries.guest(token))
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<unknown>(null)
  const failure = refused ?? unread
  useEffect(() => {
    document.title = `${invitation?.title ?? t('guestTitle')} · ${t('product', { ns: 'translation' })}`
  }, [invitation, t])
  async function enter() {
    setBusy(true)
    setRefused(null)
    try {
      const guest = await invitationsApi.enterAsGuest(token)
      become(guest)
      await navigate(`/meetings/${guest.meetingId}`, { replace: true })
    } catch (error) {
      setRefused(error)
      setBusy(false)
    }
  }
  const code = failure === null ? null : failureCode(failure)
  const isOver = code === 'meetingEnded'
  const gone = code === 'linkExpired' || code === 'notFound' || code === 'badRequest'
  return (
    <PublicPage>
      {isOver && <Callout kind="hint" title={t('endedTitle')} text={t('endedText')} testId="guest-ended" />}
      {gone && <GoneLink />}
      {unread !== null && !gone && !isOver && (
        <LoadFailed title={t('guestFailed')} failure={unread} onRetry={refresh} />
      )}
      {refused !== null && !gone && !isOver && (
        <Callout title={t('guestFailed')} text={failureText(refused)} testId="guest-failed" />
      )}
      {!invitation && failure === null && <Skeletons heights={[3.5, 8, 4]} />}
      {invitation && !gone && !isOver && (
        <>
          <div>
            <p className={classes['to']}>{t('to', { name: invitation.name })}</p>
            <Title order={1} size="h2" className={classes['title'] ?? ''}>
              {invitation.title}
            </Title>
          </div>
          <dl className={classes['facts']}>
            <dt>{t('when')}</dt>
            <dd>{whenText(invitation.startsAt, invitation.endsAt, i18n.language)}</dd>
            <dt>{t('host')}</dt>
            <dd>{invitation.hostUnit.name}</dd>
            <dt>{t('chair')}</dt>
            <dd>{invitation.chairName}</dd>
          </dl>
          <p className={classes['to']}>{t('guestText')}</p>
          <Button
            size="lg"
            loading={busy}
            onClick={() => void enter()}
            leftSection={<IconDoorEnter size="1.2em" aria-hidden />}
            data-testid="guest-enter"
          >
            {t('guestEnter')}
          </Button>
          <Link to="/thu-may" data-testid="to-test">
            {t('test')}
          </Link>
        </>
      )}
    </PublicPage>
  )
}
