import { maySend, type Seat, Source } from '@diem-cau/signaling-contract'

/** Lists the sources that a seat may open (SPEC 4.2), so that no button promises what the server will refuse. */
export const seatSources = (seat: Seat): readonly Source[] => Source.options.filter((source) => maySend(seat, source))
