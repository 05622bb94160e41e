/** Text files are imported as strings: by esbuild's text loader, and by a plugin in vitest.config.ts. */
declare module "*.txt" {
  const text: string;
  export default text;
}
