// npm run screenshots [-- ADDRESS]: pictures of every page in both themes, wide and narrow, into screenshots/.
// npm run screenshots -- --readme: the few that the README shows, into docs/pictures/.
// Node runs no TypeScript by itself: Vite does.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const { module } = await runnerImport(fileURLToPath(new URL('take-screenshots.ts', import.meta.url)), {
	configFile: false,
	logLevel: 'error',
});
if (process.argv[2] === '--readme') await module.takeReadmePictures();
else await module.takeScreenshots(process.argv[2]);
