// made by Tenon from model.tenon.yaml: change that, not this file
import { defineConfig, env } from 'prisma/config';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: {
    path: 'prisma/migrations',
  },
  datasource: {
    url: env('DATABASE_URL'),
  },
  experimental: {
    externalTables: true,
  },
  tables: {
    external: [
      'idx_strings_words',
      'idx_strings_words_config',
      'idx_strings_words_content',
      'idx_strings_words_data',
      'idx_strings_words_docsize',
      'idx_strings_words_idx',
    ],
  },
});
