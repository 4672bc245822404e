import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DeviceChoice } from '../../../live/media/deviceList.ts'

interface Props {
  readonly label: string
  readonly choices: readonly DeviceChoice[]
  readonly value: string
  readonly onChange: (deviceId: string) => void
  /** The first choice, which leaves it to the system. */
  readonly systemChoice?: string
  readonly testId?: string
}

/** The browser's own select, which works on every screen and with every assistive tool. */
export function DevicePicker({ label, choices, value, onChange, systemChoice, testId }: Props) {
  const { t } = useTranslation('meeting')
  const data = [
    ...(systemChoice ? [{ value: '', label: systemChoice }] : []),
    ...choices
      .filter(({ deviceId }) => !systemChoice || deviceId !== 'default')
      .map(({ deviceId, label: name }, index) => ({
        value: deviceId,
        label: name || t('lobby.unnamed', { number: index + 1 }),
      })),
  ]
  const empty = data.length === 0
  const known = data.some((choice) => choice.value === value)
  return (
    <NativeSelect
      label={label}
      size="md"
      disabled={empty}
      data-testid={testId}
      data={
        empty
          ? [{ value: '', label: t('lobby.noneFound') }]
          : known
            ? data
            : [{ value, label: t('lobby.chooseDevice') }, ...data]
      }
      value={empty ? '' : value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
