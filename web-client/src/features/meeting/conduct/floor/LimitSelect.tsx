import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAsk } from '../../scope/useAsk.ts'
import { useConduct } from '../../scope/useConduct.ts'
import classes from './FloorPanel.module.css'
import { limitOf, limitsWith } from './limits.ts'
import { useLimitText } from './useLimitText.ts'

/** Sets how long each speaker has from now on, unless one is given another time. */
export function LimitSelect() {
  const { t } = useTranslation('floor')
  const limit = useConduct((conduct) => conduct.speakLimitSec)
  const limitText = useLimitText()
  const { ask, pending } = useAsk()
  return (
    <NativeSelect
      size="md"
      classNames={{
        root: classes['usual'] ?? '',
        label: classes['usualLabel'] ?? '',
        wrapper: classes['usualChoice'] ?? '',
      }}
      label={t('limit')}
      value={limit ?? ''}
      disabled={pending}
      onChange={({ currentTarget }) => void ask('floor:setLimit', { speakLimitSec: limitOf(currentTarget.value) })}
      data-testid="floor-limit"
    >
      <option value="">{limitText(null)}</option>
      {limitsWith(limit).map((seconds) => (
        <option key={seconds} value={seconds}>
          {limitText(seconds)}
        </option>
      ))}
    </NativeSelect>
  )
}
