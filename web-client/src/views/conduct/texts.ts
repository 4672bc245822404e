import type { SameTexts } from '../../i18n/SameTexts.ts'

/** The frame of the panels, and what of the conduct is seen outside them. */
export const vi = {
  panels: 'Các mục của cuộc họp',
  withCount: '{{panel}} ({{count}})',
  loadFailed: 'Chưa mở được mục này. Cuộc họp vẫn tiếp tục.',
  panel: {
    participants: 'Điểm cầu',
    floor: 'Phát biểu',
    agenda: 'Chương trình',
    rollCall: 'Điểm danh',
    votes: 'Biểu quyết',
    notes: 'Ghi chép',
    chat: 'Trao đổi',
    papers: 'Tài liệu',
  },
  panelTitle: {
    participants: 'Các điểm cầu',
    floor: 'Phát biểu',
    agenda: 'Chương trình họp',
    rollCall: 'Điểm danh',
    votes: 'Biểu quyết',
    notes: 'Ghi chép cho biên bản',
    chat: 'Trao đổi bằng chữ',
    papers: 'Tài liệu họp',
  },
}

export const en: SameTexts<typeof vi> = {
  panels: 'Parts of the meeting',
  withCount: '{{panel}} ({{count}})',
  loadFailed: 'This part could not be opened. The meeting goes on.',
  panel: {
    participants: 'Rooms',
    floor: 'Floor',
    agenda: 'Agenda',
    rollCall: 'Roll call',
    votes: 'Votes',
    notes: 'Notes',
    chat: 'Chat',
    papers: 'Papers',
  },
  panelTitle: {
    participants: 'Rooms',
    floor: 'The floor',
    agenda: 'Agenda of the meeting',
    rollCall: 'Roll call',
    votes: 'Votes',
    notes: 'Notes for the minutes',
    chat: 'Chat',
    papers: 'Papers of the meeting',
  },
}
