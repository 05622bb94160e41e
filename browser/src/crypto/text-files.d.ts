/** Word lists are imported front coded (scripts/front.mjs): in the bundle and, by a plugin in vitest.config.ts, in tests. */
declare module "*.txt" {
  const text: string;
  export default text;
}
