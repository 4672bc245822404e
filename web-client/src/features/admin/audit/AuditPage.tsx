import { type AuditEntry, detailLines } from '@diem-cau/signaling-contract/office'
import { Select } from '@mantine/core'
import { DateInput, DatesProvider } from '@mantine/dates'
import '@mantine/dates/styles.layer.css'
import 'dayjs/locale/vi'
import { useDebouncedValue } from '@mantine/hooks'
import { IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { auditApi, auditQueries } from '../../../api/office/auditApi.ts'
import { usePages } from '../../../api/loading/usePages.ts'
import { localDate, readDate } from '../../../time/vietnamTime.ts'
import { serverNow } from '../../../time/serverClock.ts'
import { Empty } from '../../../ui/Empty.tsx'
import classes from '../lists/admin.module.css'
import { DataTable } from '../lists/DataTable.tsx'
import { DownloadMenu } from '../lists/DownloadMenu.tsx'
import { ListStates } from '../lists/ListStates.tsx'
import { moment } from '../lists/moment.ts'
import { PageHead } from '../lists/PageHead.tsx'
import { SearchField } from '../lists/SearchField.tsx'
import { auditAreas } from './auditAreas.ts'
import { useAuditWords } from './useAuditWords.ts'

/** Lists every sign-in and every change by an administrator, newest first. */
export function AuditPage() {
  const { t, i18n } = useTranslation('admin')
  const [query, setQuery] = useState('')
  const [q] = useDebouncedValue(query.trim(), 250)
  const [from, setFrom] = useState<string | null>(null)
  const [to, setTo] = useState<string | null>(null)
  const [area, setArea] = useState<string | null>(null)
  const filter = {
    ...(q ? { q } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(area ? { action: `${area}.` } : {}),
  }
  const pages = usePages(auditQueries.entries(filter))
  const clear = () => {
    setQuery('')
    setFrom(null)
    setTo(null)
    setArea(null)
  }
  const dates = {
    valueFormat: 'DD/MM/YYYY',
    placeholder: '23/11/2026',
    clearable: true,
    clearButtonProps: { 'aria-label': t('clear') },
    dateParser: (text: string) => readDate(text, localDate(serverNow())),
    autoComplete: 'off',
  }
  return (
    <>
      <PageHead title={t('audit')} intro={t('log.intro')}>
        <DownloadMenu
          text={t('download.log')}
          fileName="nhat-ky"
          load={(kind) => auditApi.exported(filter, kind)}
          testId="export-audit"
        />
      </PageHead>
      <DatesProvider
        settings={{ locale: i18n.language === 'en' ? 'en' : 'vi', firstDayOfWeek: 1, weekendDays: [6, 0] }}
      >
        <div className={classes['filters']} role="search">
          <SearchField label={t('log.search')} value={query} onChange={setQuery} />
          <DateInput
            {...dates}
            label={t('log.from')}
            value={from}
            onChange={setFrom}
            {...(to ? { maxDate: to } : {})}
          />
          <DateInput {...dates} label={t('log.to')} value={to} onChange={setTo} {...(from ? { minDate: from } : {})} />
          <Select
            label={t('log.action')}
            placeholder={t('log.anyAction')}
            value={area}
            onChange={setArea}
            data={auditAreas.map((value) => ({ value, label: t(`log.areas.${value}`) }))}
            clearable
            clearButtonProps={{ 'aria-label': t('clear') }}
            data-testid="audit-area"
          />
        </div>
      </DatesProvider>
      <ListStates
        pages={pages}
        onClear={Object.keys(filter).length > 0 ? clear : null}
        empty={
          <Empty icon={<IconHistory size="1em" stroke={1.4} />} title={t('log.empty')} text={t('log.emptyHint')} />
        }
      >
        {(items) => (
          <DataTable
            label={t('audit')}
            rows={items}
            keyOf={({ auditId }) => String(auditId)}
            testId="audit-row"
            dataOf={({ action }) => ({ 'data-action': action })}
            columns={[
              {
                key: 'at',
                title: t('log.at'),
                short: true,
                renderCell: ({ at }) => <time dateTime={new Date(at).toISOString()}>{moment(at)}</time>,
              },
              { key: 'what', title: t('log.what'), main: true, renderCell: (entry) => <What entry={entry} /> },
              {
                key: 'actor',
                title: t('log.actor'),
                renderCell: ({ actor, ip }) => (
                  <div className={classes['two']}>
                    <span>{actor?.name ?? t('log.system')}</span>
                    {ip && <span className={classes['dim']}>{ip}</span>}
                  </div>
                ),
              },
              { key: 'details', title: t('log.details'), renderCell: (entry) => <Details entry={entry} /> },
            ]}
          />
        )}
      </ListStates>
    </>
  )
}

function What({ entry: { action, subject } }: { readonly entry: AuditEntry }) {
  const words = useAuditWords()
  return (
    <div className={classes['two']}>
      <strong>{words.action(action)}</strong>
      {subject && <span>{subject.name || subject.id}</span>}
    </div>
  )
}

function Details({ entry: { details } }: { readonly entry: AuditEntry }) {
  const words = useAuditWords()
  const lines = detailLines(details, words.details)
  if (lines.length === 0) return '–'
  return (
    <div className={classes['details']}>
      {lines.map(({ field, before, after }) => (
        <div key={field}>
          <span>{words.field(field)}:</span> {before === null ? after : `${before} → ${after}`}
        </div>
      ))}
    </div>
  )
}
