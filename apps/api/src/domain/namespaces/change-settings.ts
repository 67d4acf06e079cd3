import type { NamespaceSettings, NamespaceSettingsChange } from '@vitrine/schema';

/** The settings with those fields that are there changed. Origins are kept as browsers write them, each once. */
export function changeSettings(
  present: NamespaceSettings,
  change: NamespaceSettingsChange,
): NamespaceSettings {
  const origins = change.origins?.map((origin) => new URL(origin).origin) ?? present.origins;
  return {
    ...present,
    origins: [...new Set(origins)],
    limits: { ...present.limits, ...given(change.limits) },
    retention: { ...present.retention, ...given(change.retention) },
    review: { ...present.review, ...given(change.review) },
    rightsWarningDays: change.rightsWarningDays ?? present.rightsWarningDays,
    ai: {
      ...present.ai,
      ...given(change.ai),
      services: { ...present.ai.services, ...given(change.ai?.services) },
    },
  };
}

type Given<Group> = { [Name in keyof Group]?: Exclude<Group[Name], undefined> };

/** Without the fields that are named and hold nothing: they would wipe out what is there. */
function given<Group extends object>(group: Group | undefined): Given<Group> {
  return Object.fromEntries(
    Object.entries(group ?? {}).filter(([, value]) => value !== undefined),
  ) as Given<Group>;
}
