/** What runs by the clock (UTC), in graphile-worker's crontab form. A job key keeps a slow run from piling up. */
export const crontab = [
  '* * * * * sweep-uploads ?jobKey=sweep-uploads&max=1',
  '* * * * * seal-audit ?jobKey=seal-audit&max=1',
  '* * * * * fold-counters ?jobKey=fold-counters&max=1',
  '* * * * * find-near-duplicates ?jobKey=find-near-duplicates&max=1',
  '7 * * * * refresh-storage-stats ?jobKey=refresh-storage-stats&max=3&fill=2h',
  '17 4 * * * reconcile-ledger ?jobKey=reconcile-ledger&max=3&fill=1d',
  '*/10 * * * * sweep-temporary ?jobKey=sweep-temporary&max=3',
  '37 2 * * * verify-references ?jobKey=verify-references&max=3&fill=1d',
  '37 * * * * agree-on-storage ?jobKey=agree-on-storage&max=3&fill=2h',
  '17 3 * * * sweep-orphans ?jobKey=sweep-orphans&max=3&fill=1d',
  '*/10 * * * * watch-dates ?jobKey=watch-dates&max=1',
  '37 3 * * * cleanup-deleted-files ?jobKey=cleanup-deleted-files&max=3&fill=1d',
  '*/10 * * * * sweep-tasks ?jobKey=sweep-tasks&max=1',
  '57 3 * * * cleanup-unused-files ?jobKey=cleanup-unused-files&max=3&fill=1d',
  '* * * * * refresh-vocabulary ?jobKey=refresh-vocabulary&max=1',
  '17 1 * * * refresh-vocabulary ?id=refresh-all-vocabularies&jobKey=refresh-all-vocabularies&max=3&fill=1d {"data":{"isNightly":true}}',
].join('\n');
