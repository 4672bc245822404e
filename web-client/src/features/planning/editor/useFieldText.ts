import type { Group } from '@diem-cau/signaling-contract/office'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { unitQueries } from '../../../api/office/unitsApi.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { useUnitIndex } from '../../../api/stores/useUnitIndex.ts'
import type { DiffField } from './planDiff.ts'
import { personText } from '../../people/personText.ts'
import { endOf, startOf, type PlanForm } from './planForm.ts'
import { whenText } from '../../../time/timeText.ts'
import { useRuleText } from '../../units/useRuleText.ts'
import { useSettingText } from '../../plan/useSettingText.ts'

/** Writes a field of a meeting as text to compare. */
export function useFieldText(): (field: DiffField, form: PlanForm) => string {
  const { t, i18n } = useTranslation('schedule')
  const { index } = useUnitIndex()
  const { data } = useLoad(unitQueries.groups)
  const groups = useMemo(
    () => new Map<string, Group>((data?.groups ?? []).map((group) => [group.groupId, group])),
    [data],
  )
  const ruleText = useRuleText(index, groups)
  const settingText = useSettingText()
  return (field, form) => {
    switch (field) {
      case 'title':
      case 'description':
      case 'place':
        return form[field]
      case 'hostUnitCode':
        return form.hostUnitCode === null ? '' : (index?.nameOf(form.hostUnitCode) ?? form.hostUnitCode)
      case 'chair':
      case 'deputy':
      case 'secretary': {
        const person = form[field]
        return person ? personText(person) : ''
      }
      case 'time': {
        const [start, end] = [startOf(form), endOf(form)]
        return start === null || end === null ? '' : whenText(start, end, i18n.language)
      }
      case 'invite':
        return form.invite.map(ruleText).join('\n')
      case 'people':
        return form.people.map(({ person, seat }) => `${personText(person)} (${t(`named.seats.${seat}`)})`).join('\n')
      case 'guests':
        return form.guests
          .map(({ name, organisation, email }) => [name, organisation, email].filter(Boolean).join(', '))
          .join('\n')
      case 'agenda':
        return form.agenda
          .map(
            ({ title, presenter, minutes }, n) =>
              `${n + 1}. ${title}${presenter ? ` (${presenter})` : ''}, ${t('plan.minutes', { count: minutes })}`,
          )
          .join('\n')
      case 'settings':
        return [
          t(`settings.floor.${form.settings.floorMode}`),
          `${t('settings.share')}: ${t(`settings.shares.${form.settings.share}`)}`,
          `${t('settings.speakMinutes')}: ${settingText.speakMinutes(form.settings.speakMinutes)}`,
          `${t('settings.quorum')}: ${settingText.quorum(form.settings.quorum)}`,
          `${t('settings.lobby')}: ${t('settings.beforeMinutes', { count: form.settings.lobbyMinutes })}`,
          `${t('settings.reminders')}: ${form.settings.reminderMinutes.map((count) => t('settings.beforeMinutes', { count })).join(', ')}`,
          ...(form.settings.waitingRoom ? [t('settings.waitingRoom')] : []),
        ].join('\n')
      default:
        return field satisfies never
    }
  }
}
