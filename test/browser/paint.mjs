// npm run paint [-- ADDRESS]: how soon the overview is painted in a browser with nothing stored.
// Node runs no TypeScript by itself: Vite does.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const { module } = await runnerImport(fileURLToPath(new URL('measure-paint.ts', import.meta.url)), {
	configFile: false,
	logLevel: 'error',
});
await module.measurePaint(process.argv[2]);
