import type { DeliveredEvent, KeyScope } from '@diem-cau/signaling-contract/office'

/** "meeting.opened" as the texts have it: in a key of texts a dot would be a level. */
type Flat<T extends string> = T extends `${infer A}.${infer B}` ? `${A}_${B}` : T

const flat = <T extends string>(word: T): Flat<T> => word.replace('.', '_') as Flat<T>

export const eventKey = (event: DeliveredEvent): Flat<DeliveredEvent> => flat(event)
export const scopeKey = (scope: KeyScope): Flat<KeyScope> => flat(scope)
