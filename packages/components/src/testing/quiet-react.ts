/**
 * A setup file of tests: React's development build captures the stack of each element and draws tracks for a profiler
 * that nobody has open here. Both together are two thirds of what a render costs, and no test looks at them; its
 * warnings stay.
 */
Object.assign(console, { createTask: undefined, timeStamp: undefined });

// After the console is as React shall find it.
const react: Record<string, unknown> = { ...(await import('react')) };
const internals = react.__CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE;
// It captures no more than ten thousand a second: here it always believes to have done so. A React that counts
// otherwise is slower again, and nothing else.
const full = {
  get: () => 1e4,
  set() {
    // Nor does it begin again after a second.
  },
};
if (internals) Object.defineProperty(internals, 'recentlyCreatedOwnerStacks', full);

export {};
