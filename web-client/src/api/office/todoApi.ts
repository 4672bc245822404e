import { Todo } from '@diem-cau/signaling-contract/office'
import { get } from '../client/officeRequest.ts'

export const fetchTodo = (signal?: AbortSignal) => get('/api/todo', Todo, {}, signal)
