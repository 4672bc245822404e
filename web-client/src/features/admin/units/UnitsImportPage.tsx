import { useTranslation } from 'react-i18next'
import { unitsApi } from '../../../api/office/unitsApi.ts'
import { refreshUnits } from '../../../api/stores/useUnitIndex.ts'
import { BackLink } from '../lists/BackLink.tsx'
import { PageHead } from '../lists/PageHead.tsx'
import { TableImport } from '../imports/TableImport.tsx'
import { useColumnText } from '../lists/useColumnText.ts'

export function UnitsImportPage() {
  const { t } = useTranslation('admin')
  const columnText = useColumnText('units')
  return (
    <>
      <BackLink to="/admin/units" text={t('import.back')} />
      <PageHead title={t('import.unitsTitle')} intro={t('import.unitsText')} />
      <TableImport
        run={unitsApi.importTable}
        onApplied={refreshUnits}
        columnText={columnText}
        sample={{ load: unitsApi.template, fileName: 'mau-don-vi' }}
      />
    </>
  )
}
