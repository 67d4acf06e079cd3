/** What runs by the clock (UTC), in graphile-worker's crontab form. A job key keeps a slow run from piling up. */
export const crontab = [
  '* * * * * sweep-uploads ?jobKey=sweep-uploads&max=1',
  '* * * * * fold-counters ?jobKey=fold-counters&max=1',
  '7 * * * * refresh-storage-stats ?jobKey=refresh-storage-stats&max=3&fill=2h',
  '37 * * * * agree-on-storage ?jobKey=agree-on-storage&max=3&fill=2h',
  '17 3 * * * sweep-orphans ?jobKey=sweep-orphans&max=3&fill=1d',
].join('\n');
