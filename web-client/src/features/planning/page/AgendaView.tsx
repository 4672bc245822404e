import type { Paper, Plan } from '@diem-cau/signaling-contract/office'
import { useTranslation } from 'react-i18next'
import { paperQueries } from '../../../api/office/papersApi.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { localTime, MINUTE_MS } from '../../../time/vietnamTime.ts'
import { LoadFailed } from '../../../ui/LoadFailed.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import classes from './AgendaView.module.css'
import { PaperRows } from '../papers/PaperRows.tsx'
import { PapersField } from '../papers/PapersField.tsx'
import { usePaperUploads } from '../../uploads/usePaperUploads.ts'

/**
 * Shows the agenda with the time at which each item begins, and its papers; once it is open, with a way to add some
 * (SPEC 11.8).
 */
export function AgendaView({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation('schedule')
  const { data, failure, refresh } = useLoad(paperQueries.of(plan.meetingId))
  const uploads = usePaperUploads(plan.meetingId, refresh)
  const papers = data?.papers ?? []
  // Papers are added in the editor until the meeting begins.
  const mayAdd = data?.mayManage === true && (plan.phase === 'open' || plan.phase === 'live' || plan.phase === 'ended')
  const known = new Set(plan.agenda.map(({ itemId }) => itemId))
  const general = papers.filter(({ itemId }) => itemId === null || !known.has(itemId))
  const starts = plan.agenda.map(
    (_, n) => plan.startsAt + plan.agenda.slice(0, n).reduce((sum, { minutes }) => sum + minutes, 0) * MINUTE_MS,
  )
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
                  {[item.presenter, item.minutes > 0 ? t('plan.minutes', { count: item.minutes }) : '']
                    .filter(Boolean)
                    .join(' · ')}
                </span>
                {mayAdd ? (
                  <PapersField
                    uploads={uploads}
                    papers={papers}
                    itemId={item.itemId}
                    isSeries={plan.series !== null}
                    onChange={refresh}
                  />
                ) : (
                  <PaperRows papers={of(papers, item.itemId)} />
                )}
              </div>
            </li>
          ))}
        </ol>
      )}
      <h3 className={classes['heading']}>{t('plan.wholeMeeting')}</h3>
      {failure !== null && <LoadFailed title={t('plan.papersFailed')} failure={failure} onRetry={refresh} />}
      {failure === null && !data && <Skeletons heights={[1.5]} />}
      {failure === null && data && !mayAdd && <PaperRows papers={general} nothing={t('plan.noPapers')} />}
      {failure === null && mayAdd && (
        <PapersField
          uploads={uploads}
          papers={general.map((paper) => ({ ...paper, itemId: null }))}
          itemId={null}
          isSeries={plan.series !== null}
          onChange={refresh}
        />
      )}
    </div>
  )
}

const of = (papers: readonly Paper[], itemId: string) => papers.filter((paper) => paper.itemId === itemId)
