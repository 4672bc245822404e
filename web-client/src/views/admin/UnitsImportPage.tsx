import { useTranslation } from 'react-i18next'
import { unitsApi } from '../../office/unitsApi.ts'
import { refreshUnits } from '../../office/useUnitIndex.ts'
import { BackLink } from './BackLink.tsx'
import { CsvImport } from './CsvImport.tsx'
import { PageHead } from './PageHead.tsx'

export function UnitsImportPage() {
  const { t } = useTranslation('admin')
  return (
    <>
      <BackLink to="/admin/units" text={t('import.back')} />
      <PageHead title={t('import.unitsTitle')} intro={t('import.unitsText')} />
      <CsvImport run={(csv, dryRun) => unitsApi.importCsv({ csv, dryRun })} onApplied={refreshUnits} />
    </>
  )
}
