import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconDownload, IconFileSpreadsheet, IconFileText } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../../ui/useFailureText.ts'
import { saveFile } from '../../../browser/saveFile.ts'
import type { TableKind } from '../../../api/office/TableKind.ts'
import { showToast } from '../../../ui/toasts.ts'

interface Props {
  readonly text: string
  /** The name of the file, without its ending. */
  readonly fileName: string
  readonly load: (kind: TableKind) => Promise<Blob>
  readonly testId: string
}

/** Downloads a table: Excel for people, CSV for other programs. */
export function DownloadMenu({ text, fileName, load, testId }: Props) {
  const { t } = useTranslation('admin')
  const failureText = useFailureText()
  const [busy, setBusy] = useState(false)
  async function save(kind: TableKind) {
    setBusy(true)
    try {
      saveFile(await load(kind), `${fileName}.${kind}`)
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Menu position="bottom-end" withinPortal width={280}>
      <Menu.Target>
        <Button
          variant="default"
          loading={busy}
          leftSection={<IconDownload size="1.2em" aria-hidden />}
          rightSection={<IconChevronDown size="1em" aria-hidden />}
          data-testid={testId}
        >
          {text}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconFileSpreadsheet size="1.2em" aria-hidden />}
          onClick={() => void save('xlsx')}
          data-testid={`${testId}-xlsx`}
        >
          {t('download.xlsx')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFileText size="1.2em" aria-hidden />}
          onClick={() => void save('csv')}
          data-testid={`${testId}-csv`}
        >
          {t('download.csv')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
