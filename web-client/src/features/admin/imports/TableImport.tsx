import { type ImportReport, type ImportTable, importLimits } from '@diem-cau/signaling-contract/office'
import { Alert, Button, FileButton, Textarea } from '@mantine/core'
import { IconAlertCircle, IconCircleCheck, IconFileSpreadsheet } from '@tabler/icons-react'
import { useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../../ui/useFailureText.ts'
import type { TableKind } from '../../../api/office/TableKind.ts'
import { Callout } from '../../../ui/Callout.tsx'
import classes from '../lists/admin.module.css'
import { DownloadMenu } from '../lists/DownloadMenu.tsx'
import { ImportChanges } from './ImportChanges.tsx'
import { ImportProblems } from './ImportProblems.tsx'
import { readTableFile } from './readTableFile.ts'

type Table = Omit<ImportTable, 'dryRun'>

interface Props<R extends ImportReport> {
  readonly run: (table: ImportTable) => Promise<R>
  readonly onApplied: (report: R) => void
  /** Names a column of the table. */
  readonly columnText: (column: string) => string
  readonly sample: { readonly load: (kind: TableKind) => Promise<Blob>; readonly fileName: string }
}

/**
 * Takes an Excel or CSV file. It is checked first: every bad row with its line and reason, and what would change; then
 * all of it is taken or nothing.
 */
export function TableImport<R extends ImportReport>({ run, onApplied, columnText, sample }: Props<R>) {
  const { t } = useTranslation('admin')
  const failureText = useFailureText()
  const [fileName, setFileName] = useState('')
  const [table, setTable] = useState<Table>({ csv: '' })
  const [report, setReport] = useState<R | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [busy, setBusy] = useState<'check' | 'apply' | null>(null)
  const [over, setOver] = useState(false)
  const pasted = table.csv ?? ''

  async function send(table: Table, dryRun: boolean) {
    setBusy(dryRun ? 'check' : 'apply')
    setFailure(null)
    try {
      const report = await run({ ...table, dryRun })
      setReport(report)
      if (report.applied) onApplied(report)
    } catch (error) {
      setFailure(failureText(error))
    } finally {
      setBusy(null)
    }
  }

  async function take(file: File | null) {
    if (!file) return
    setReport(null)
    setFailure(null)
    const read = await readTableFile(file)
    if ('failure' in read)
      return setFailure(
        t(`import.${read.failure}`, {
          megabytes: importLimits.xlsxBytes >> 20,
          characters: importLimits.csvLength >> 20,
        }),
      )
    setFileName(file.name)
    setTable(read)
    await send(read, true)
  }

  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0] ?? null)
  }

  const changes = report ? report.created + report.updated : 0
  return (
    <div className={classes['list']}>
      <div
        className={classes['drop']}
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconFileSpreadsheet size="2em" stroke={1.5} aria-hidden />
        {fileName && <strong>{fileName}</strong>}
        <FileButton
          accept=".xlsx,.csv,.txt,text/csv,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          onChange={(file) => void take(file)}
          inputProps={{ 'aria-label': t('import.file') }}
        >
          {(props) => (
            <Button {...props} variant="default" data-testid="csv-file">
              {t(fileName ? 'import.other' : 'import.file')}
            </Button>
          )}
        </FileButton>
        <span>{t('import.drop')}</span>
        <div className={classes['sample']}>
          <DownloadMenu
            text={t('import.sample')}
            fileName={sample.fileName}
            load={sample.load}
            testId="import-sample"
          />
        </div>
      </div>
      <p className={classes['dim']}>
        {t('import.limits', { rows: importLimits.rows.toLocaleString('vi'), megabytes: importLimits.xlsxBytes >> 20 })}
      </p>
      {fileName === '' && (
        <form
          className={classes['form']}
          onSubmit={(event) => {
            event.preventDefault()
            if (pasted.trim() !== '') void send(table, true)
          }}
        >
          <Textarea
            label={t('import.paste')}
            value={pasted}
            onChange={(event) => {
              setTable({ csv: event.currentTarget.value })
              setReport(null)
            }}
            autosize
            minRows={4}
            maxRows={10}
            spellCheck={false}
            data-testid="csv-text"
          />
          <div>
            <Button type="submit" disabled={pasted.trim() === ''} loading={busy === 'check'} data-testid="csv-check">
              {t('import.check')}
            </Button>
          </div>
        </form>
      )}
      {fileName !== '' && busy === 'check' && <p role="status">{t('import.checking')}</p>}
      {failure !== null && (
        <Alert variant="light" color="red" icon={<IconAlertCircle />} role="alert" data-testid="csv-failure">
          {failure}
        </Alert>
      )}
      {report && (
        <section
          className={classes['card']}
          aria-live="polite"
          data-testid="csv-report"
          data-applied={report.applied}
          data-problems={report.problemCount}
        >
          {report.problemCount > 0 ? (
            <Callout title={t('import.problems', { count: report.problemCount })} text={t('import.problemsText')} />
          ) : (
            <h2>
              <IconCircleCheck size="1.3em" aria-hidden /> {t(report.applied ? 'import.applied' : 'import.checked')}
            </h2>
          )}
          <ul className={classes['counts']}>
            <li>{t('import.rows', { count: report.rows })}</li>
            <li>{t('import.created', { count: report.created })}</li>
            <li>{t('import.updated', { count: report.updated })}</li>
            <li>{t('import.unchanged', { count: report.unchanged })}</li>
          </ul>
          {!report.applied && report.problemCount === 0 && (
            <div className={classes['row']}>
              <Button
                loading={busy === 'apply'}
                disabled={changes === 0}
                onClick={() => void send(table, false)}
                data-testid="csv-apply"
              >
                {t('import.apply')}
              </Button>
              {changes === 0 && <span className={classes['dim']}>{t('import.nothing')}</span>}
            </div>
          )}
          <ImportProblems kind="problem" items={report.problems} count={report.problemCount} columnText={columnText} />
          <ImportProblems kind="warning" items={report.warnings} count={report.warningCount} columnText={columnText} />
          {report.problemCount === 0 && (
            <ImportChanges changes={report.changes} count={report.created + report.updated} columnText={columnText} />
          )}
        </section>
      )}
    </div>
  )
}
