/** The export conditions under which a workspace package resolves to its source instead of its build. */
export const sourceConditions = ['@vitrine/source', 'module', 'browser', 'development|production'];

/** The same for code that runs in Node. */
export const nodeSourceConditions = ['@vitrine/source', 'node', 'development|production'];
