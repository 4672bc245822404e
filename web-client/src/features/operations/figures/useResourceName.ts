import type { ResourceId, ResourceKind } from '@diem-cau/signaling-contract/operations'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

const SERVICES = ['database', 'redis', 'disk', 'mail', 'certificate', 'backup', 'turn'] as const

interface Named {
  readonly id: ResourceId
  readonly kind: ResourceKind
  readonly name: string
}

/** Names a resource as people do: services and workers have no name of their own. */
export function useResourceName(): (resource: Named) => string {
  const { t } = useTranslation('operations')
  return useCallback(
    ({ id, kind, name }) => {
      if (kind === 'service') {
        const service = SERVICES.find((known) => id === `service:${known}`)
        return service ? t(`services.${service}`) : name
      }
      if (kind === 'worker') {
        const number = Number(/\/(\d+)$/.exec(id)?.[1] ?? 0) + 1
        // Its name is the node's, and its place again.
        return t('nodes.workerOf', { number, node: name.replace(/ · \d+$/, '') })
      }
      return name
    },
    [t],
  )
}
