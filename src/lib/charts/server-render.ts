/** Draws to SVG on the server; undefined in the browser, whose bundle leaves the renderer out. */
export const toSvgOnServer = import.meta.env.SSR ? (await import('./server-svg.ts')).toSvg : undefined;
