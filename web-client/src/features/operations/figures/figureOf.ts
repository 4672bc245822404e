import {
  indexOfMetric,
  METRICS,
  type Metric,
  type MetricKey,
  type Resource,
  type ResourceKind,
} from '@diem-cau/signaling-contract/operations'

/** The newest value of a metric; null when it could not be read. */
export const figureOf = <K extends ResourceKind>(
  { sample }: Pick<Resource, 'sample'>,
  kind: K,
  key: MetricKey<K>,
): number | null => sample[indexOfMetric(kind, key)] ?? null

/** @throws Error when that kind has no such metric */
export function metricOf<K extends ResourceKind>(kind: K, key: MetricKey<K>): Metric {
  const metric = METRICS[kind][indexOfMetric(kind, key)]
  if (!metric) throw new Error(`${kind} has no metric ${key}`)
  return metric
}
