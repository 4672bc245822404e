import type { AuditEntry } from '@diem-cau/signaling-contract/office'
import { Button, Select } from '@mantine/core'
import { DateInput, DatesProvider } from '@mantine/dates'
import '@mantine/dates/styles.layer.css'
import 'dayjs/locale/vi'
import { useDebouncedValue } from '@mantine/hooks'
import { IconDownload, IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../i18n/useFailureText.ts'
import { auditApi } from '../../office/auditApi.ts'
import { saveFile } from '../../office/saveFile.ts'
import { showToast } from '../../office/toasts.ts'
import { usePages } from '../../office/usePages.ts'
import { useUnitIndex } from '../../office/useUnitIndex.ts'
import { localDate, readDate } from '../../office/vietnamTime.ts'
import { Empty } from '../../ui/Empty.tsx'
import { serverNow } from '../../serverClock.ts'
import classes from './admin.module.css'
import { detailLines } from './auditDetails.ts'
import { DataTable } from './DataTable.tsx'
import { ListStates } from './ListStates.tsx'
import { moment } from './moment.ts'
import { PageHead } from './PageHead.tsx'
import { SearchField } from './SearchField.tsx'
import { vi } from './texts.ts'

/** Every sign-in and every change by an administrator, newest first. */
export function AuditPage() {
  const { t, i18n } = useTranslation('admin')
  const failureText = useFailureText()
  const [query, setQuery] = useState('')
  const [q] = useDebouncedValue(query.trim(), 250)
  const [from, setFrom] = useState<string | null>(null)
  const [to, setTo] = useState<string | null>(null)
  const [area, setArea] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const filter = { ...(q ? { q } : {}), ...(from ? { from } : {}), ...(to ? { to } : {}), ...(area ? { action: `${area}.` } : {}) }
  const pages = usePages(JSON.stringify(filter), (cursor, signal) => auditApi.entries({ limit: 50, ...filter, ...(cursor === undefined ? {} : { cursor }) }, signal))
  const clear = () => {
    setQuery('')
    setFrom(null)
    setTo(null)
    setArea(null)
  }
  async function exportCsv() {
    setBusy(true)
    try {
      saveFile(await auditApi.csv(filter), `nhat-ky-${localDate(serverNow())}.csv`)
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    } finally {
      setBusy(false)
    }
  }
  const dates = { valueFormat: 'DD/MM/YYYY', placeholder: '23/11/2026', clearable: true, clearButtonProps: { 'aria-label': t('clear') }, dateParser: (text: string) => readDate(text, localDate(serverNow())), autoComplete: 'off' }
  return (
    <>
      <PageHead title={t('audit')} intro={t('log.intro')}>
        <Button variant="default" loading={busy} leftSection={<IconDownload size="1.2em" aria-hidden />} onClick={() => void exportCsv()} data-testid="export-audit">
          {t('exportCsv')}
        </Button>
      </PageHead>
      <DatesProvider settings={{ locale: i18n.language === 'en' ? 'en' : 'vi', firstDayOfWeek: 1, weekendDays: [6, 0] }}>
        <div className={classes['filters']} role="search">
          <SearchField label={t('log.search')} value={query} onChange={setQuery} />
          <DateInput {...dates} label={t('log.from')} value={from} onChange={setFrom} {...(to ? { maxDate: to } : {})} />
          <DateInput {...dates} label={t('log.to')} value={to} onChange={setTo} {...(from ? { minDate: from } : {})} />
          <Select
            label={t('log.action')}
            placeholder={t('log.anyAction')}
            value={area}
            onChange={setArea}
            data={areas.map((value) => ({ value, label: t(`log.areas.${value}`) }))}
            clearable
            clearButtonProps={{ 'aria-label': t('clear') }}
            data-testid="audit-area"
          />
        </div>
      </DatesProvider>
      <ListStates pages={pages} onClear={Object.keys(filter).length > 0 ? clear : null} empty={<Empty icon={<IconHistory size="1em" stroke={1.4} />} title={t('log.empty')} text={t('log.emptyHint')} />}>
        {(items) => (
          <DataTable
            label={t('audit')}
            rows={items}
            keyOf={({ auditId }) => String(auditId)}
            testId="audit-row"
            dataOf={({ action }) => ({ 'data-action': action })}
            columns={[
              { key: 'at', title: t('log.at'), renderCell: ({ at }) => <time dateTime={new Date(at).toISOString()}>{moment(at)}</time> },
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

type Area = keyof typeof vi.log.areas
const areas = Object.keys(vi.log.areas) as Area[]

function What({ entry: { action, subject } }: { readonly entry: AuditEntry }) {
  const { t, i18n } = useTranslation('admin')
  const key = `log.actions.${action}`
  return (
    <div className={classes['two']}>
      <strong>{i18n.exists(key, { ns: 'admin' }) ? t(key as 'log.actions.signIn.succeeded') : action}</strong>
      {subject && <span>{subject.name || subject.id}</span>}
    </div>
  )
}

function Details({ entry: { details } }: { readonly entry: AuditEntry }) {
  const { t, i18n } = useTranslation('admin')
  const { index } = useUnitIndex()
  const fieldText = (field: string) => (i18n.exists(`log.fields.${field}`, { ns: 'admin' }) ? t(`log.fields.${field}` as 'log.fields.name') : field)
  const lines = detailLines(details, {
    yes: t('log.yes'),
    no: t('log.no'),
    nothing: t('log.nothing'),
    unit: (code) => index?.nameOf(code) ?? code,
    value: (word) => (word in vi.log.values ? t(`log.values.${word as keyof typeof vi.log.values}`) : word),
    reason: (word) => (word in vi.log.reasons ? t(`log.reasons.${word as keyof typeof vi.log.reasons}`) : word),
    role: (role) => (role in vi.person.roleNames ? t(`person.roleNames.${role as keyof typeof vi.person.roleNames}`) : role),
  })
  if (lines.length === 0) return '–'
  return (
    <div className={classes['details']}>
      {lines.map(({ field, before, after }) => (
        <div key={field}>
          <span>{fieldText(field)}:</span> {before === null ? after : `${before} → ${after}`}
        </div>
      ))}
    </div>
  )
}
