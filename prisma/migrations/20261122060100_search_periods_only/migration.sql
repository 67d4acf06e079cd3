-- In a migration of its own: whoever saves a file while the index is built holds what is needed here, and waits for that.
drop index media_index_search_idx;
alter index media_index_search_periods_idx rename to media_index_search_idx;
