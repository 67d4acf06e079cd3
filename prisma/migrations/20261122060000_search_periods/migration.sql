-- The newest files with a word that is neither rare nor everywhere: ten thousand of a million. A walk meets too few, and all of them
-- are too many to look at. The index of words therefore knows in which fortnight and a bit each file came, so that it is asked for
-- words and a stretch of time at once.

-- Of sixteen days each since 1970, as an array, so that the index compares it with a list of them. In UTC, which never changes.
create function periods_of(at timestamptz) returns integer[]
language sql immutable parallel safe
return array[floor(extract(epoch from (at at time zone 'UTC')) / 1382400)::integer];

create index media_index_search_periods_idx on media_index using gin (search, periods_of(created_at)) where visibility = 'live';
