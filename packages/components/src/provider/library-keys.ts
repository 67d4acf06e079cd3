/** Beginnings of the query keys, in the form that @trpc/react-query gives them. */
export const libraryKeys = {
  lists: [['media', 'list']],
  one: [['media', 'get']],
  some: [['media', 'getMany']],
  usage: [['media', 'usage']],
  alike: [['media', 'similar']],
  duplicates: [['media', 'duplicates']],
  suggestions: [['search', 'suggest']],
  facets: [['search', 'facets']],
  savedSearches: [['search', 'saved']],
  versions: [['media', 'versions']],
  collections: [['collections']],
  tags: [['tags']],
  tasks: [['tasks']],
  stats: [['stats']],
  session: [['session']],
} as const;
