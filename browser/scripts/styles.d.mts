/** What tests use of styles.mjs. */
export function mirrorable(css: string): string;
