import '../../../ui/styles/office.css'
import { Title } from '@mantine/core'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { invitationQueries, invitationsApi } from '../../../api/office/invitationsApi.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { failureCode } from '../../../api/client/RequestFailed.ts'
import { LoadFailed } from '../../../ui/LoadFailed.tsx'
import { Callout } from '../../../ui/Callout.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { whenText } from '../../../time/timeText.ts'
import { AnswerForm } from '../answers/AnswerForm.tsx'
import { ChangedSince } from '../answers/ChangedSince.tsx'
import { GoneLink } from './GoneLink.tsx'
import { PublicPage } from './PublicPage.tsx'
import classes from './PublicPage.module.css'

/** An invitation opened by its link: nobody has to sign in to say that they come. */
export function AnswerPage() {
  const { t, i18n } = useTranslation('answer')
  const { token = '' } = useParams()
  const { data: page, failure, refresh, set } = useLoad(invitationQueries.answerPage(token))
  useEffect(() => {
    document.title = `${page?.title ?? t('title')} · ${t('product', { ns: 'translation' })}`
  }, [page, t])
  const code = failure === null ? null : failureCode(failure)
  const gone = code === 'linkExpired' || code === 'notFound' || code === 'badRequest'
  return (
    <PublicPage>
      {gone && <GoneLink />}
      {failure !== null && !gone && <LoadFailed title={t('failedTitle')} failure={failure} onRetry={refresh} />}
      {!page && failure === null && <Skeletons heights={[3.5, 8, 10]} />}
      {page && (
        <>
          <div>
            <p className={classes['to']}>{t('to', { name: page.invitee })}</p>
            <Title order={1} size="h2" className={classes['title'] ?? ''}>
              {page.title}
            </Title>
          </div>
          <dl className={classes['facts']}>
            <dt>{t('when')}</dt>
            <dd>{whenText(page.startsAt, page.endsAt, i18n.language)}</dd>
            <dt>{t('host')}</dt>
            <dd>{page.hostUnit.name}</dd>
            <dt>{t('chair')}</dt>
            <dd>{page.chairName}</dd>
            {page.place && (
              <>
                <dt>{t('place')}</dt>
                <dd>{page.place}</dd>
              </>
            )}
          </dl>
          {page.cancelled ? (
            <Callout
              title={t('cancelled')}
              text={
                page.cancelReason === ''
                  ? t('cancelledHint')
                  : `${t('cancelReason', { reason: page.cancelReason })} ${t('cancelledHint')}`
              }
            />
          ) : (
            <>
              {page.earlier && <ChangedSince earlier={page.earlier} now={page} answered={page.answer !== null} />}
              <AnswerForm
                answer={page.answer}
                suggested={page.earlier?.answer ?? null}
                onSend={async (given) =>
                  set(await invitationsApi.answerByLink(token, { ...given, unitCode: page.unitCode }))
                }
              />
            </>
          )}
        </>
      )}
    </PublicPage>
  )
}
