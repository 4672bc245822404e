import type { SeatedPerson } from '@diem-cau/signaling-contract/office'
import { personText } from '../people/personText.ts'

/** Writes one person a line: "Nguyễn Văn An, Phó Chủ tịch". */
export function seatedText(people: readonly SeatedPerson[]): string {
  return people.map(personText).join('\n')
}

/** Reads the same back; empty lines are nobody. */
export function readSeated(text: string): SeatedPerson[] {
  return text
    .split('\n')
    .map((row) => row.trim())
    .filter((row) => row !== '')
    .map((row) => {
      const [name = '', ...position] = row.split(',')
      return { name: name.trim(), position: position.join(',').trim() }
    })
    .filter(({ name }) => name !== '')
}
