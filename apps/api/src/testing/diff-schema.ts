import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { SchemaEngine } from '@prisma/schema-engine-wasm';
import { prismaDir } from '../db/read-migrations.ts';

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>;

interface AdapterUtils {
  bindMigrationAwareSqlAdapterFactory(factory: PrismaPg): object;
  ColumnTypeEnum: { Character: Column; Text: Column };
}
type Column = Awaited<ReturnType<Adapter['queryRaw']>>['columnTypes'][number];

/** The SQL that would turn a database into what prisma/schema says; '' when it is that already. To write a migration,
 *  change the schema, run the drift test and take the SQL that it prints. */
export async function diffSchema(url: string): Promise<string> {
  const utils = await importAdapterUtils();
  const dir = path.join(prismaDir, 'schema');
  const names = (await readdir(dir)).filter((name) => name.endsWith('.prisma')).sort();
  const files = await Promise.all(
    names.map(async (name) => ({ path: name, content: await readFile(path.join(dir, name), 'utf8') })),
  );
  const factory = utils.bindMigrationAwareSqlAdapterFactory(describingCatalog(url, utils));
  const datamodels = files.map((file) => [file.path, file.content]);
  const engine = await SchemaEngine.new({ datamodels } as never, () => undefined, factory);
  const { stdout, exitCode } = await engine.diff({
    from: { tag: 'schemaDatasource', files, configDir: prismaDir },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: true,
    shadowDatabaseUrl: null,
    filters: { externalTables: [], externalEnums: [] },
  } as never);
  return exitCode === 0 ? '' : (stdout ?? 'there is a difference');
}

/** The engine reads columns of the types "char" and name, which the adapter does not know: they go as text. */
function describingCatalog(url: string, { ColumnTypeEnum }: AdapterUtils): PrismaPg {
  const known = new Map<number, Column>([
    [18, ColumnTypeEnum.Character],
    [19, ColumnTypeEnum.Text],
  ]);
  interface Internals {
    performIO(query: unknown): Promise<{ fields?: { dataTypeID: number }[] }>;
  }
  const factory = new PrismaPg({ connectionString: url });
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const internals = adapter as unknown as Internals;
    const performIO = internals.performIO.bind(adapter);
    const queryRaw = adapter.queryRaw.bind(adapter);
    let types: (Column | undefined)[] = [];
    internals.performIO = async (query) => {
      const result = await performIO(query);
      types = (result.fields ?? []).map((field) => known.get(field.dataTypeID));
      for (const [i, field] of (result.fields ?? []).entries())
        if (types[i] !== undefined) field.dataTypeID = 25;
      return result;
    };
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      return { ...result, columnTypes: result.columnTypes.map((type, i) => types[i] ?? type) };
    };
    return adapter;
  };
  return factory;
}

/** It comes with the adapter, of the adapter's version, and is no dependency of ours. */
async function importAdapterUtils(): Promise<AdapterUtils> {
  const fromHere = createRequire(import.meta.url);
  const fromAdapter = createRequire(fromHere.resolve('@prisma/adapter-pg'));
  return import(pathToFileURL(fromAdapter.resolve('@prisma/driver-adapter-utils')).href);
}
