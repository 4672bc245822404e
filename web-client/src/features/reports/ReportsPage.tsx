import { quarterOf, type UnitReport } from '@diem-cau/signaling-contract/office'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconChartBar, IconDownload, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../ui/useFailureText.ts'
import { matchesQuery } from '../../ui/searchText.ts'
import { reportQueries, reportsApi } from '../../api/office/reportsApi.ts'
import { saveFile } from '../../browser/saveFile.ts'
import { showToast } from '../../ui/toasts.ts'
import { useLoad } from '../../api/loading/useLoad.ts'
import { Empty } from '../../ui/Empty.tsx'
import { NothingFound } from '../../ui/NothingFound.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { serverNow } from '../../time/serverClock.ts'
import { AttendanceChart } from './AttendanceChart.tsx'
import { quartersBack } from '../../time/quartersBack.ts'
import classes from './Reports.module.css'

const HOUR_MS = 3_600_000

/** Official texts write quarters so. */
const ROMAN = ['I', 'II', 'III', 'IV']

/** Reports who came to the meetings of a quarter, and spoke. */
export function ReportsPage() {
  const { t } = useTranslation(['reports', 'translation'])
  const failureText = useFailureText()
  const [now] = useState(() => serverNow())
  const [quarter, setQuarter] = useState(() => quarterOf(now))
  const [query, setQuery] = useState('')
  const [busy, setBusy] = useState<'xlsx' | 'csv' | null>(null)
  // An office with more units than fit has the server look for some.
  const [isCut, setCut] = useState(false)
  const [typed] = useDebouncedValue(query.trim(), 300)
  const q = isCut ? typed : ''
  const { data, failure, loading, refresh } = useLoad(reportQueries.units({ quarter, ...(q ? { q } : {}) }))
  if (data?.more && !isCut) setCut(true)
  // Rows of another quarter would be taken for those of this one.
  const report = data?.quarter === quarter ? data : null
  const rows = (report?.rows ?? []).filter(({ unit }) => matchesQuery(unit.name, query))
  async function save(kind: 'xlsx' | 'csv') {
    setBusy(kind)
    try {
      saveFile(await reportsApi.unitsFile({ quarter }, kind), `bao-cao-hop-${quarter}.${kind}`)
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    } finally {
      setBusy(null)
    }
  }
  return (
    <PageFrame
      title={t('title')}
      testId="reports"
      width="table"
      failed={failure === null ? undefined : { failure, title: t('failed'), onRetry: refresh }}
      tools={
        <>
          <NativeSelect
            size="md"
            aria-label={t('quarter')}
            value={quarter}
            onChange={({ currentTarget }) => setQuarter(currentTarget.value)}
            data={quartersBack(now, data?.earliest ?? null).map((value) => ({
              value,
              label: t('quarterName', { number: ROMAN[Number(value.slice(-1)) - 1], year: value.slice(0, 4) }),
            }))}
            data-testid="report-quarter"
          />
          <TextInput
            size="md"
            type="search"
            aria-label={t('search')}
            placeholder={t('search')}
            leftSection={<IconSearch size="1.1em" aria-hidden />}
            value={query}
            onChange={({ currentTarget }) => setQuery(currentTarget.value)}
          />
          {(['xlsx', 'csv'] as const).map((kind) => (
            <Button
              key={kind}
              size="md"
              variant="default"
              disabled={!report || report.rows.length === 0}
              loading={busy === kind}
              leftSection={<IconDownload size="1.1em" aria-hidden />}
              onClick={() => void save(kind)}
              data-testid={`report-${kind}`}
            >
              {t(kind)}
            </Button>
          ))}
        </>
      }
    >
      {report === null && loading && <Skeletons heights={[1.5, 22, 22]} />}
      {report && report.rows.length === 0 && q === '' && (
        <Empty icon={<IconChartBar size="1em" stroke={1.4} />} title={t('empty')} text={t('emptyHint')} />
      )}
      {report && (report.rows.length > 0 || q !== '') && (
        <>
          <Totals report={report} />
          {rows.length === 0 ? (
            <NothingFound title={t('emptySearch')} onClear={() => setQuery('')} />
          ) : (
            <AttendanceChart rows={rows} />
          )}
          {report.more && <p data-testid="report-more">{t('more', { count: report.rows.length })}</p>}
          {rows.length > 0 && <Figures rows={rows} />}
        </>
      )}
    </PageFrame>
  )
}

function Totals({ report: { meetings, lengthMs, rows } }: { readonly report: UnitReport }) {
  const { t } = useTranslation('reports')
  const invited = rows.reduce((sum, row) => sum + row.invited, 0)
  const attended = rows.reduce((sum, row) => sum + Math.min(row.attended, row.invited), 0)
  return (
    <p className={classes['totals']} data-testid="report-totals">
      {t('meetings', { count: meetings })} ·{' '}
      {t('hours', { hours: (lengthMs / HOUR_MS).toLocaleString('vi', { maximumFractionDigits: 1 }) })}
      {invited > 0 && ` · ${t('average', { percent: Math.round((attended / invited) * 100) })}`}
    </p>
  )
}

function Figures({ rows }: { readonly rows: UnitReport['rows'] }) {
  const { t } = useTranslation('reports')
  return (
    <div className={classes['scroll']} role="region" aria-label={t('table')} tabIndex={0}>
      <table className={classes['table']}>
        <thead>
          <tr>
            {(
              ['unit', 'invited', 'attended', 'late', 'leftEarly', 'people', 'speeches', 'speaking', 'votes'] as const
            ).map((name) => (
              <th key={name} scope="col">
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.unit.code} data-testid={`report-row-${row.unit.code}`}>
              <th scope="row">
                {row.unit.name}
                {row.closed && (
                  <span className={classes['closed']}>
                    <StateBadge tone="plain">
                      {row.closed.into ? t('mergedInto', { name: row.closed.into.name }) : t('dissolved')}
                    </StateBadge>
                  </span>
                )}
              </th>
              {[
                row.invited,
                row.attended,
                row.late,
                row.leftEarly,
                row.people,
                row.speeches,
                Math.round(row.speakingMs / 6_000) / 10,
                row.votesCast,
              ].map((value, index) => (
                <td key={index}>{value.toLocaleString('vi')}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
