import { useTranslation } from 'react-i18next'
import type { LocalDeviceState } from '../../../live/media/deviceState.ts'

/** Says in plain words what is wrong with a device; null when it is fine or off. */
export function useDeviceText(): (kind: 'mic' | 'camera', state: LocalDeviceState) => string | null {
  const { t } = useTranslation('meeting')
  return (kind, state) => {
    if (state.kind === 'on' && state.silent) return t(`deviceProblem.silent.${kind}`)
    if (state.kind !== 'problem') return null
    switch (state.problem) {
      case 'denied':
      case 'notFound':
      case 'vanished':
        return t(`deviceProblem.${state.problem}.${kind}`)
      case 'dismissed':
      case 'inUse':
      case 'insecure':
      case 'failed':
        return t(`deviceProblem.${state.problem}`)
      default:
        return state.problem satisfies never
    }
  }
}
