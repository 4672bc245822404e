import { ComplaintKind, MeetingId, ParticipantId } from '@diem-cau/signaling-contract'
import { ResourceId, type Why } from '@diem-cau/signaling-contract/operations'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { RequestFailed } from '../../../api/client/RequestFailed.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { operationsQueries } from '../../../api/office/operationsApi.ts'
import { Card } from '../../../ui/Card.tsx'
import { LoadFailed } from '../../../ui/LoadFailed.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { EventList } from '../charts/EventList.tsx'
import { exactText, secondsText } from '../figures/moments.ts'
import { resourcePath, whyPath, type WhyAsked } from '../figures/paths.ts'
import { OperationsFrame } from '../frame/OperationsFrame.tsx'
import { LookedCard, OthersCard } from './AroundCards.tsx'
import { CauseList } from './CauseList.tsx'
import { WhyCharts } from './WhyCharts.tsx'
import classes from './why.module.css'

/** Charts begin so long before what is looked at, in seconds. */
const BEFORE_SECONDS = 240

/** Why it was bad at a room, or is now: the most likely cause first, with what shows it and what to do. */
export function WhyPage() {
  const { t } = useTranslation(['causes', 'operations'])
  const { meetingId = '', participantId = '' } = useParams()
  const [params] = useSearchParams()
  const resource = ResourceId.safeParse(`endpoint:${meetingId}/${participantId}`)
  const isRoom =
    resource.success && MeetingId.safeParse(meetingId).success && ParticipantId.safeParse(participantId).success
  if (!isRoom) {
    return (
      <OperationsFrame
        title={t('title')}
        testId="why"
        back={{ to: '/operations', text: t('backToServers', { ns: 'operations' }) }}
      >
        <LoadFailed title={t('gone')} failure={new RequestFailed('notFound')} onRetry={() => undefined} />
      </OperationsFrame>
    )
  }
  return <WhyOf key={resource.data} resource={resource.data} asked={askedIn(params)} />
}

/** What stands in the address; what is none of it is left out. */
function askedIn(params: URLSearchParams): WhyAsked {
  const at = /^\d{1,12}$/.test(params.get('at') ?? '') ? Number(params.get('at')) : undefined
  const about = ParticipantId.safeParse(params.get('about')).data
  const what = ComplaintKind.safeParse(params.get('what')).data
  return {
    ...(at === undefined ? {} : { at }),
    ...(about === undefined ? {} : { about }),
    ...(what === undefined ? {} : { what }),
  }
}

function WhyOf({ resource, asked }: { readonly resource: ResourceId; readonly asked: WhyAsked }) {
  const { t } = useTranslation(['causes', 'operations'])
  const { data: why, failure, refresh } = useLoad(operationsQueries.why({ resource, ...asked }))
  const name = why?.room.name
  return (
    <OperationsFrame
      title={name === undefined ? t('title') : t('of', { name })}
      testId="why"
      back={{
        to: resourcePath({ id: resource, kind: 'endpoint' }),
        text: name ?? t('kinds.endpoint', { ns: 'operations' }),
      }}
    >
      {failure !== null && !why && <LoadFailed title={t('failed')} failure={failure} onRetry={refresh} />}
      {failure === null && !why && <Skeletons heights={[10, 8, 14]} />}
      {why && <Answer why={why} asked={asked} />}
    </OperationsFrame>
  )
}

function Answer({ why, asked }: { readonly why: Why; readonly asked: WhyAsked }) {
  const { t } = useTranslation(['causes', 'operations'])
  const navigate = useNavigate()
  const { room, from, to, causes, looked, others, events } = why
  const { at = null } = asked
  // So that charts are not asked for anew with each answer about now.
  const end = at === null ? Math.ceil(to / 30_000) * 30 : Math.ceil(to / 1_000)
  const begin = Math.floor(from / 1_000) - BEFORE_SECONDS
  const range = { kind: 'past', from: at === null ? end - BEFORE_SECONDS - 60 : begin, to: end } as const
  return (
    <>
      <p className={classes['about']} data-testid="why-about">
        <Complained why={why} asked={asked} />
        {at === null && <strong>{t('now')} · </strong>}
        {t('looking', { from: exactText(from), to: secondsText(to) })}
      </p>
      <CauseList causes={causes} />
      <div className={classes['pair']}>
        <OthersCard others={others} at={at} />
        <LookedCard looked={looked} />
      </div>
      <WhyCharts why={why} range={range} />
      <Card id="why-events" title={t('events')}>
        <EventList
          events={events}
          more={false}
          failure={null}
          onRetry={() => undefined}
          ownName={room.name}
          isShort
          onShow={(moment) => void navigate(whyPath(room.meetingId, room.participantId, { ...asked, at: moment }))}
        />
      </Card>
    </>
  )
}

/** Who complained of what, when it is about a complaint. */
function Complained({ why: { room, about }, asked }: { readonly why: Why; readonly asked: WhyAsked }) {
  const { t } = useTranslation('causes')
  const kind = ComplaintKind.safeParse(asked.what)
  if (!kind.success) return null
  const what = t(`complaint.${kind.data}`)
  return (
    <strong>
      {about
        ? t('complainedOf', { name: room.name, what, about: about.name })
        : t('complained', { name: room.name, what })}{' '}
      ·{' '}
    </strong>
  )
}
