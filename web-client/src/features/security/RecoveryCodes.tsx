import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { saveFile } from '../../browser/saveFile.ts'
import { Callout } from '../../ui/Callout.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import classes from './security.module.css'

interface Props {
  readonly codes: readonly string[]
  readonly login: string
  readonly done: string
  readonly onDone: () => void
}

/** Shows the codes once: after this nobody can read them any more. */
export function RecoveryCodes({ codes, login, done, onDone }: Props) {
  const { t } = useTranslation('security')
  const text = `${t('totp.recoveryFile', { login })}\n\n${codes.join('\n')}\n`
  return (
    <div className={classes['steps']} data-testid="recovery-codes">
      <Callout kind="hint" title={t('totp.done')} text={t('totp.recoveryText')} />
      <ul className={classes['codes']} aria-label={t('totp.recovery')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className={classes['row']}>
        <CopyButton text={text} />
        <Button
          variant="default"
          leftSection={<IconDownload size="1.2em" aria-hidden />}
          onClick={() => saveFile(new Blob([text], { type: 'text/plain;charset=utf-8' }), 'ma-du-phong-diem-cau.txt')}
        >
          {t('download')}
        </Button>
        <Button onClick={onDone} data-testid="recovery-kept">
          {done}
        </Button>
      </div>
    </div>
  )
}
