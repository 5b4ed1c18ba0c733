import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: './src/portal/schema.ts',
  out: './drizzle/portal',
  casing: 'snake_case',
})
