import { Navigate } from 'react-router'
import { useMe } from '../../api/stores/useMe.ts'
import { adminSections } from './adminSections.ts'

/** Leads to the first part that one may open. */
export function AdminIndex() {
  const me = useMe()
  const first = adminSections.find(({ action }) => me?.actions.includes(action))
  return first ? <Navigate to={`/admin/${first.path}`} replace /> : null
}
