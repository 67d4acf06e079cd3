import { defineConfig } from 'prisma/config';

const url = process.env.DATABASE_URL;

/** For Prisma's own command line. Vitrine applies its migrations by itself when it starts. */
export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  ...(url && { datasource: { url } }),
});
