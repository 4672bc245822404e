import { CSV_BOM, csvLine, firstPasswordColumns, type PeopleImportReport } from '@diem-cau/signaling-contract/office'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { peopleApi } from '../../../api/office/peopleApi.ts'
import type { TableKind } from '../../../api/office/TableKind.ts'
import { Callout } from '../../../ui/Callout.tsx'
import classes from '../lists/admin.module.css'
import { BackLink } from '../lists/BackLink.tsx'
import { DataTable } from '../lists/DataTable.tsx'
import { DownloadMenu } from '../lists/DownloadMenu.tsx'
import { PageHead } from '../lists/PageHead.tsx'
import { TableImport } from '../imports/TableImport.tsx'
import { useColumnText } from '../lists/useColumnText.ts'

type Passwords = PeopleImportReport['passwords']

export function PeopleImportPage() {
  const { t } = useTranslation('admin')
  const columnText = useColumnText('people')
  const [passwords, setPasswords] = useState<Passwords>([])
  return (
    <>
      <BackLink to="/admin/people" text={t('import.back')} />
      <PageHead title={t('import.peopleTitle')} intro={t('import.peopleText')} />
      {passwords.length > 0 && <PasswordList passwords={passwords} />}
      <TableImport
        run={peopleApi.importTable}
        onApplied={(report) => setPasswords((before) => [...report.passwords, ...before])}
        columnText={columnText}
        sample={{ load: peopleApi.template, fileName: 'mau-nguoi-dung' }}
      />
    </>
  )
}

/** Makes a table for other programs; the page has all that it takes. @param headings of `firstPasswordColumns` */
function passwordCsv(passwords: Passwords, headings: readonly string[]): Blob {
  const rows = passwords.map((row) => firstPasswordColumns.map((column) => row[column]))
  return new Blob([CSV_BOM, ...[headings, ...rows].map(csvLine)], { type: 'text/csv;charset=utf-8' })
}

/** Shows the first passwords once: leaving the page without the file asks again. */
function PasswordList({ passwords }: { readonly passwords: Passwords }) {
  const { t } = useTranslation('admin')
  const [saved, setSaved] = useState<Passwords | null>(null)
  const kept = saved === passwords
  useEffect(() => {
    if (kept) return
    const hold = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', hold)
    return () => window.removeEventListener('beforeunload', hold)
  }, [kept])
  const load = async (kind: TableKind) => {
    const headings = firstPasswordColumns.map((column) => t(`secret.columns.${column}`))
    const file = kind === 'xlsx' ? await peopleApi.passwordFile(passwords) : passwordCsv(passwords, headings)
    setSaved(passwords)
    return file
  }
  return (
    <section className={classes['card']} data-testid="import-passwords">
      <h2>{t('secret.many', { count: passwords.length })}</h2>
      <p>{t('secret.manyText')}</p>
      {!kept && <Callout kind="hint" title={t('secret.leave')} />}
      <div>
        <DownloadMenu text={t('secret.download')} fileName="mat-khau-lan-dau" load={load} testId="download-passwords" />
      </div>
      <DataTable
        label={t('secret.many', { count: passwords.length })}
        rows={passwords.slice(0, 100)}
        keyOf={({ login }) => login}
        testId="import-password"
        columns={[
          { key: 'name', title: t('person.name'), main: true, renderCell: ({ name }) => name },
          { key: 'login', title: t('person.login'), renderCell: ({ login }) => login },
          { key: 'unit', title: t('unit'), renderCell: ({ unitName }) => unitName },
          { key: 'password', title: t('secret.password'), renderCell: ({ password }) => <code>{password}</code> },
        ]}
      />
      {passwords.length > 100 && (
        <p className={classes['dim']}>{t('shown', { shown: 100, total: passwords.length })}</p>
      )}
    </section>
  )
}
