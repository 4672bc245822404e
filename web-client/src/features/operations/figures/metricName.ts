import type { METRICS, ResourceKind } from '@diem-cau/signaling-contract/operations'

/** The key of any metric of any kind. */
export type MetricName = { [K in ResourceKind]: (typeof METRICS)[K][number]['key'] }[ResourceKind]
