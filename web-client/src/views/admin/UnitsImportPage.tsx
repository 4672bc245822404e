import { unitColumns } from '@diem-cau/signaling-contract/office'
import { useTranslation } from 'react-i18next'
import { unitsApi } from '../../office/unitsApi.ts'
import { refreshUnits } from '../../office/useUnitIndex.ts'
import { BackLink } from './BackLink.tsx'
import { PageHead } from './PageHead.tsx'
import { TableImport } from './TableImport.tsx'
import { useColumnText } from './useColumnText.ts'

export function UnitsImportPage() {
  const { t } = useTranslation('admin')
  const columnText = useColumnText(unitColumns)
  return (
    <>
      <BackLink to="/admin/units" text={t('import.back')} />
      <PageHead title={t('import.unitsTitle')} intro={t('import.unitsText')} />
      <TableImport run={unitsApi.importTable} onApplied={refreshUnits} columnText={columnText} sample={{ load: unitsApi.template, fileName: 'mau-don-vi' }} />
    </>
  )
}
