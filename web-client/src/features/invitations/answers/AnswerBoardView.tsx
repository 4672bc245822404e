import type { AnswerBoard, AnswerRow } from '@diem-cau/signaling-contract/office'
import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { foldText } from '@diem-cau/signaling-contract'
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  IconAlertTriangle,
  IconClipboardList,
  IconMail,
  IconMailCheck,
  IconMailOff,
  IconMailPause,
  IconSearch,
} from '@tabler/icons-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { invitationQueries } from '../../../api/office/invitationsApi.ts'
import { showToast } from '../../../ui/toasts.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { Card } from '../../../ui/Card.tsx'
import { LoadFailed } from '../../../ui/LoadFailed.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { AnswerIcon } from './AnswerIcon.tsx'
import classes from './AnswerBoardView.module.css'
import { useMailText } from './useMailText.ts'

type Filter = 'all' | 'attending' | 'declined' | 'tentative' | 'open'
const mailIcons = {
  none: IconMailOff,
  waiting: IconMailPause,
  sent: IconMailCheck,
  failed: IconAlertTriangle,
  gone: IconMailOff,
}

/** Shows who comes and who has not answered yet, to those who run the meeting. */
export function AnswerBoardView({ meetingId }: { readonly meetingId: string }) {
  const { t } = useTranslation('schedule')
  const { data, failure, refresh } = useLoad(invitationQueries.answers(meetingId))
  const mailText = useMailText()
  const [filter, setFilter] = useState<Filter>('all')
  const [query, setQuery] = useState('')
  const rows = useMemo(() => {
    const words = foldText(query).split(' ').filter(Boolean)
    return (data?.rows ?? []).filter(
      (row) =>
        (filter === 'all' || (row.answer?.answer ?? 'open') === filter) &&
        words.every((word) => foldText(row.name).includes(word)),
    )
  }, [data, filter, query])
  const open = (data?.rows ?? []).filter(({ answer }) => answer === null)
  const copy = async () => {
    await navigator.clipboard.writeText(open.map(({ name }) => name).join('\n'))
    showToast(t('answer.copiedOpen', { count: open.length }))
  }
  return (
    <Card id="answers" title={t('answer.board')} testId="answer-board">
      {failure !== null && !data && <LoadFailed title={t('answer.boardFailed')} failure={failure} onRetry={refresh} />}
      {!data && failure === null && <Skeletons heights={[2, 10]} />}
      {data && (
        <>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t('answer.answer')}
            value={filter}
            onChange={(value) => setFilter(value)}
            data={[
              { value: 'all', label: `${t('answer.all')} (${data.rows.length})` },
              { value: 'attending', label: `${t('answer.attending')} (${data.attending})` },
              { value: 'declined', label: `${t('answer.declined')} (${data.declined})` },
              // Only calendar programs answer so, which mostly nobody has done.
              ...(data.tentative > 0
                ? [{ value: 'tentative' as const, label: `${t('answer.tentative')} (${data.tentative})` }]
                : []),
              { value: 'open', label: `${t(data.closed ? 'answer.unanswered' : 'answer.open')} (${data.open})` },
            ]}
            className={classes['filter'] ?? ''}
          />
          {data.rows.length > 12 && (
            <TextInput
              aria-label={t('plan.findUnit')}
              placeholder={t('plan.findUnit')}
              leftSection={<IconSearch size="1.1em" aria-hidden />}
              value={query}
              onChange={(event) => setQuery(event.currentTarget.value)}
            />
          )}
          {mailText(data) !== '' && (
            <p className={classes['mails']} data-testid="mail-counts">
              <IconMail size="1.1em" aria-hidden />
              <span>
                {t('answer.mail')}: {mailText(data)}.{!data.mailConfigured && ` ${t('answer.noMailServer')}`}
              </span>
            </p>
          )}
          <Rows rows={rows} board={data} />
          {/* The list is for reminding them: nobody is asked any more once it is over. */}
          {open.length > 0 && !data.closed && (
            <Button
              variant="default"
              leftSection={<IconClipboardList size="1.2em" aria-hidden />}
              onClick={() => void copy()}
            >
              {t('answer.copyOpen')}
            </Button>
          )}
        </>
      )}
    </Card>
  )
}

function Rows({
  rows,
  board: { closed, mailConfigured },
}: {
  readonly rows: readonly AnswerRow[]
  readonly board: Pick<AnswerBoard, 'closed' | 'mailConfigured'>
}) {
  const { t } = useTranslation('schedule')
  const box = useRef<HTMLDivElement>(null)
  // oxlint-disable-next-line react/incompatible-library -- nothing of it is handed on to memoised components
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => 64,
    overscan: 8,
    getItemKey: (n) => `${rows[n]?.kind}${rows[n]?.id}`,
  })
  if (rows.length === 0) return <p className={classes['none']}>{t('answer.noneHere')}</p>
  return (
    <div ref={box} className={classes['rows']} role="list" tabIndex={0} aria-label={t('answer.board')}>
      <div className={classes['all']} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index]
          if (!row) return null
          const kind = row.answer?.answer ?? 'open'
          const Mail = mailIcons[row.mail]
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              role="listitem"
              className={classes['row']}
              style={{ transform: `translateY(${start}px)` }}
              data-testid="answer-row"
              data-name={row.name}
              data-answer={kind}
            >
              <div className={classes['who']}>
                <strong>{row.name}</strong>
                <span className={classes['answer']} data-answer={kind}>
                  <AnswerIcon answer={kind} size="1.1em" />
                  {t(kind === 'open' && closed ? 'answer.unanswered' : `answer.${kind}`)}
                </span>
              </div>
              {row.answer && (row.answer.people.length > 0 || row.answer.note !== '') && (
                <span className={classes['facts']}>
                  {row.answer.people
                    .map(({ name, position }) => (position ? `${name} (${position})` : name))
                    .join(', ')}
                  {row.answer.note && ` “${row.answer.note}”`}
                </span>
              )}
              {row.answer === null && row.earlier?.answer && (
                <span className={classes['facts']}>
                  {t('answer.before', { answer: t(`answer.${row.earlier.answer.answer}`) })}
                </span>
              )}
              <span className={classes['facts']} data-mail={row.mail}>
                <Mail size="1.1em" aria-hidden /> {t('answer.mail')}:{' '}
                {t(`answer.mailState.${row.mail === 'waiting' && !mailConfigured ? 'stuck' : row.mail}`)}
              </span>
            </div>
          )
        })}
      </div>
    </div>
  )
}
