import type { DateRange } from '@vitrine/schema';
import type { Moments } from '../../search-index/media-filter.ts';

/** A day of the calendar; months from 1. Days and months may run over: the 32nd of January is the 1st of February. */
interface Day {
  year: number;
  month: number;
  day: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function partsIn(timeZone: string, at: Date): Day & { offsetMs: number } {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second);
  return { year, month, day, offsetMs: asUtc - Math.floor(at.getTime() / 1000) * 1000 };
}

/** The moment at which a day begins in a time zone; where its clocks are changed at midnight, when it first is that day. */
function beginOf({ year, month, day }: Day, timeZone: string): Date {
  const midnight = Date.UTC(year, month - 1, day);
  // The offset before and after the day's begin are the only two that it can have.
  const offsets = [-1, 1].map((side) => partsIn(timeZone, new Date(midnight + side * 86_400_000)).offsetMs);
  const candidates = offsets.map((offsetMs) => new Date(midnight - offsetMs));
  const fitting = candidates.filter((at) => at.getTime() + partsIn(timeZone, at).offsetMs === midnight);
  const times = (fitting.length > 0 ? fitting : candidates).map((at) => at.getTime());
  // A midnight that there are two of counts from its first; one that is left out, from the moment at which it is.
  return new Date(fitting.length > 0 ? Math.min(...times) : Math.max(...times));
}

/** First day of a period, and the first after it. */
function boundsOf(period: string, today: Day): [Day, Day] {
  const { year, month, day } = today;
  const weekday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
  const days = (from: number, count: number): [Day, Day] => [
    { year, month, day: day + from },
    { year, month, day: day + from + count },
  ];
  const months = (from: number, count: number): [Day, Day] => [
    { year, month: month + from, day: 1 },
    { year, month: month + from + count, day: 1 },
  ];
  switch (period) {
    case 'today':
      return days(0, 1);
    case 'yesterday':
      return days(-1, 1);
    case 'this-week':
      return days(-weekday, 7);
    case 'last-week':
      return days(-weekday - 7, 7);
    case 'this-month':
      return months(0, 1);
    case 'last-month':
      return months(-1, 1);
    case 'this-year':
      return months(1 - month, 12);
    case 'last-year':
      return months(-11 - month, 12);
    default: {
      const [writtenYear = year, writtenMonth, writtenDay] = period.split('-').map(Number);
      const first = { year: writtenYear, month: writtenMonth ?? 1, day: writtenDay ?? 1 };
      if (writtenMonth === undefined) return [first, { ...first, year: writtenYear + 1 }];
      if (writtenDay === undefined) return [first, { ...first, month: writtenMonth + 1 }];
      return [first, { ...first, day: writtenDay + 1 }];
    }
  }
}

/** Nothing in a library is older; and JavaScript takes the years up to 99 for others. */
const FIRST_YEAR = 1000;

const lastUnits: Readonly<Record<string, (day: Day, count: number) => Day>> = {
  d: (day, count) => ({ ...day, day: day.day - count }),
  w: (day, count) => ({ ...day, day: day.day - 7 * count }),
  m: (day, count) => ({ ...day, month: day.month - count }),
  y: (day, count) => ({ ...day, year: day.year - count }),
};

/** The moments of a range as it is written, in the calendar of a time zone. `7d` begins with the day seven days ago. */
export function resolveDates(range: DateRange, now: Date, timeZone: string): Moments {
  const today = partsIn(timeZone, now);
  const [, count, unit] = /^(\d+)([dwmy])$/.exec(range.from ?? '') ?? [];
  const goBack = lastUnits[unit ?? ''];
  if (goBack) {
    const first = goBack(today, Number(count));
    return {
      from:
        first.year < FIRST_YEAR
          ? beginOf({ year: FIRST_YEAR, month: 1, day: 1 }, timeZone)
          : beginOf(first, timeZone),
    };
  }
  const begin = (period: string | undefined) =>
    period === undefined ? undefined : beginOf(boundsOf(period, today)[0], timeZone);
  const end = (period: string | undefined) =>
    period === undefined ? undefined : beginOf(boundsOf(period, today)[1], timeZone);
  return { from: begin(range.from) ?? end(range.after), until: end(range.until) ?? begin(range.before) };
}
