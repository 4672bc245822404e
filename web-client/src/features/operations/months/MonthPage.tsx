import { localDate } from '@diem-cau/signaling-contract'
import { BadBecause, Month, type MonthReport, type MonthRow } from '@diem-cau/signaling-contract/operations'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { IconChartBar, IconDownload, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { operationsApi, operationsQueries } from '../../../api/office/operationsApi.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { saveFile } from '../../../browser/saveFile.ts'
import { monthsBack } from '../../../time/monthsBack.ts'
import { serverNow } from '../../../time/serverClock.ts'
import { Empty } from '../../../ui/Empty.tsx'
import { LoadFailed } from '../../../ui/LoadFailed.tsx'
import { NothingFound } from '../../../ui/NothingFound.tsx'
import { matchesQuery } from '../../../ui/searchText.ts'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { showToast } from '../../../ui/toasts.ts'
import { useFailureText } from '../../../ui/useFailureText.ts'
import { formatFigure } from '../figures/formatFigure.ts'
import { OperationsFrame } from '../frame/OperationsFrame.tsx'
import classes from './MonthPage.module.css'

/** How lines were in a month, unit by unit: who needs a line, who a camera. */
export function MonthPage() {
  const { t } = useTranslation('causes')
  const failureText = useFailureText()
  const [now] = useState(() => serverNow())
  const [month, setMonth] = useState(() => Month.parse(localDate(now).slice(0, 7)))
  const [search, setSearch] = useState('')
  const [busy, setBusy] = useState<'xlsx' | 'csv' | null>(null)
  const { data, failure, loading, refresh } = useLoad(operationsQueries.month(month, ''))
  // Rows of another month would be taken for those of this one.
  const report = data?.month === month ? data : null
  const rows = (report?.rows ?? []).filter(({ unit }) => matchesQuery(unit.name, search))
  async function save(kind: 'xlsx' | 'csv') {
    setBusy(kind)
    try {
      saveFile(await operationsApi.monthFile(month, kind), `chat-luong-hop-${month}.${kind}`)
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    } finally {
      setBusy(null)
    }
  }
  return (
    <OperationsFrame
      title={t('months.title')}
      testId="months"
      tools={
        <>
          <NativeSelect
            aria-label={t('months.month')}
            value={month}
            onChange={({ currentTarget }) => setMonth(Month.parse(currentTarget.value))}
            data={monthsBack(now, data?.earliest ?? null).map((value) => ({
              value,
              label: t('months.monthName', { month: Number(value.slice(5)), year: value.slice(0, 4) }),
            }))}
            data-testid="month"
          />
          <TextInput
            type="search"
            aria-label={t('months.search')}
            placeholder={t('months.search')}
            leftSection={<IconSearch size="1.1em" aria-hidden />}
            value={search}
            maxLength={100}
            onChange={({ currentTarget }) => setSearch(currentTarget.value)}
          />
          {(['xlsx', 'csv'] as const).map((kind) => (
            <Button
              key={kind}
              variant="default"
              disabled={!report || report.rows.length === 0}
              loading={busy === kind}
              leftSection={<IconDownload size="1.1em" aria-hidden />}
              onClick={() => void save(kind)}
              data-testid={`month-${kind}`}
            >
              {t(`months.${kind}`)}
            </Button>
          ))}
        </>
      }
    >
      <p className={classes['intro']}>{t('months.intro')}</p>
      {failure !== null && !report && <LoadFailed title={t('months.failed')} failure={failure} onRetry={refresh} />}
      {report === null && loading && <Skeletons heights={[1.5, 20]} />}
      {report && report.rows.length === 0 && (
        <Empty icon={<IconChartBar size="1em" stroke={1.4} />} title={t('months.empty')} text={t('months.emptyHint')} />
      )}
      {report && report.rows.length > 0 && (
        <>
          <Total report={report} />
          {rows.length === 0 ? (
            <NothingFound title={t('months.emptySearch')} onClear={() => setSearch('')} />
          ) : (
            <Rows rows={rows} />
          )}
        </>
      )}
    </OperationsFrame>
  )
}

function Total({ report: { rows } }: { readonly report: MonthReport }) {
  const { t, i18n } = useTranslation('causes')
  const minutes = rows.reduce((sum, row) => sum + row.minutes, 0)
  const bad = rows.reduce((sum, row) => sum + row.badMinutes, 0)
  const number = (value: number) => formatFigure(value, 'count', i18n.language)
  return (
    <p className={classes['total']} data-testid="month-total">
      {t('months.total', { minutes: number(minutes), bad: number(bad), share: shareText(bad, minutes, i18n.language) })}
    </p>
  )
}

function Rows({ rows }: { readonly rows: readonly MonthRow[] }) {
  const { t, i18n } = useTranslation('causes')
  const number = (value: number) => formatFigure(value, 'count', i18n.language)
  return (
    <div className={classes['scroll']} role="region" aria-label={t('months.table')} tabIndex={0}>
      <table className={classes['table']}>
        <thead>
          <tr>
            {(['unit', 'meetings', 'minutes', 'bad', 'share', 'why'] as const).map((name) => (
              <th key={name} scope="col">
                {t(`months.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ unit, meetings, minutes, badMinutes, because }) => {
            const reasons = BadBecause.options
              .filter((reason) => because[reason] > 0)
              .toSorted((a, b) => because[b] - because[a])
            return (
              <tr key={unit.code} data-testid={`month-row-${unit.code}`}>
                <th scope="row">{unit.name}</th>
                <td>{number(meetings)}</td>
                <td>{number(minutes)}</td>
                <td>{number(badMinutes)}</td>
                <td>{shareText(badMinutes, minutes, i18n.language)}</td>
                <td className={classes['why']}>
                  {reasons.length === 0
                    ? t('months.good')
                    : reasons
                        .map((reason) =>
                          t('months.reason', { name: t(`months.because.${reason}`), count: because[reason] }),
                        )
                        .join(' · ')}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

const shareText = (part: number, all: number, language: string): string =>
  formatFigure(all === 0 ? null : (100 * part) / all, 'percent', language)
