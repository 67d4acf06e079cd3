import { planBackFillJob as described } from '../domain/renditions/describe-back-fill.ts';
import { planBackFill } from '../domain/renditions/plan-back-fill.ts';
import { defineJob } from './define-job.ts';

/** When a worker starts: whether thumbnails are still made as the configuration says. */
export const planBackFillJob = defineJob({
  ...described,
  run: (services, _, { requestId }) => planBackFill(services, requestId),
});
