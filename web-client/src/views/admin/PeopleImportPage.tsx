import { CSV_BOM, csvLine, peopleColumns, type PeopleImportReport } from '@diem-cau/signaling-contract/office'
import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { peopleApi } from '../../office/peopleApi.ts'
import { saveFile } from '../../office/saveFile.ts'
import { Notice } from '../../ui/Notice.tsx'
import classes from './admin.module.css'
import { BackLink } from './BackLink.tsx'
import { DataTable } from './DataTable.tsx'
import { PageHead } from './PageHead.tsx'
import { TableImport } from './TableImport.tsx'
import { useColumnText } from './useColumnText.ts'

type Passwords = PeopleImportReport['passwords']

export function PeopleImportPage() {
  const { t } = useTranslation('admin')
  const columnText = useColumnText(peopleColumns)
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

/** Shown once: leaving the page without the file asks again. */
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
  const download = () => {
    const rows = passwords.map(({ login, name, unitName, password }) => [login, name, unitName, password])
    saveFile(new Blob([CSV_BOM, ...[['login', 'name', 'unit', 'password'], ...rows].map(csvLine)], { type: 'text/csv;charset=utf-8' }), 'mat-khau-lan-dau.csv')
    setSaved(passwords)
  }
  return (
    <section className={classes['card']} data-testid="import-passwords">
      <h2>{t('secret.many', { count: passwords.length })}</h2>
      <p>{t('secret.manyText')}</p>
      {!kept && <Notice kind="hint" title={t('secret.leave')} />}
      <div>
        <Button leftSection={<IconDownload size="1.2em" aria-hidden />} onClick={download} data-testid="download-passwords">
          {t('secret.download')}
        </Button>
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
      {passwords.length > 100 && <p className={classes['dim']}>{t('shown', { shown: 100, total: passwords.length })}</p>}
    </section>
  )
}
