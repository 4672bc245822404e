import type { Paper, Plan } from '@diem-cau/signaling-contract/office'
import { useTranslation } from 'react-i18next'
import { usePapersOf } from '../../office/usePapersOf.ts'
import { localTime, MINUTE_MS } from '../../office/vietnamTime.ts'
import { LoadFailed } from '../../ui/LoadFailed.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import classes from './AgendaView.module.css'
import { PaperRows } from './PaperRows.tsx'

/** The agenda with the time that each item begins at, and the papers of each. */
export function AgendaView({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation('schedule')
  const { data, failure, refresh } = usePapersOf(plan.meetingId)
  const papers = data?.papers ?? []
  const known = new Set(plan.agenda.map(({ itemId }) => itemId))
  const general = papers.filter(({ itemId }) => itemId === null || !known.has(itemId))
  const starts = plan.agenda.map((_, n) => plan.startsAt + plan.agenda.slice(0, n).reduce((sum, { minutes }) => sum + minutes, 0) * MINUTE_MS)
  return (
    <div className={classes['root']}>
      {plan.agenda.length === 0 && <p className={classes['none']}>{t('plan.noAgenda')}</p>}
      {plan.agenda.length > 0 && (
        <ol className={classes['items']}>
          {plan.agenda.map((item, n) => (
            <li key={item.itemId} className={classes['item']}>
              <span className={classes['time']}>{localTime(starts[n] ?? plan.startsAt)}</span>
              <div className={classes['what']}>
                <strong className={classes['title']}>
                  {n + 1}. {item.title}
                </strong>
                <span className={classes['facts']}>
                  {[item.presenter, item.minutes > 0 ? t('plan.minutes', { count: item.minutes }) : ''].filter(Boolean).join(' · ')}
                </span>
                <PaperRows papers={of(papers, item.itemId)} />
              </div>
            </li>
          ))}
        </ol>
      )}
      <h3 className={classes['heading']}>{t('plan.wholeMeeting')}</h3>
      {failure !== null ? (
        <LoadFailed title={t('plan.papersFailed')} failure={failure} onRetry={refresh} />
      ) : (
        data ? <PaperRows papers={general} nothing={t('plan.noPapers')} /> : <Skeletons heights={[1.5]} />
      )}
    </div>
  )
}

const of = (papers: readonly Paper[], itemId: string) => papers.filter((paper) => paper.itemId === itemId)
