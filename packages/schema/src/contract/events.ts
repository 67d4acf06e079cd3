import { EventStreamInput, TrackedEvent } from '../events.ts';
import { subscription } from './procedure.ts';

export const events = {
  stream: subscription(EventStreamInput, TrackedEvent),
};
