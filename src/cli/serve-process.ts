import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PACKAGE_ROOT } from '../lib/server/package-root.ts';

// Libraries that check themselves while developing are quiet and quick.
process.env['NODE_ENV'] = 'production';

const host = process.env['HOST'] ?? '127.0.0.1';
const port = Number(process.env['PORT'] ?? '4747');

const { handler } = (await import(pathToFileURL(join(PACKAGE_ROOT, 'build', 'handler.js')).href)) as {
	handler: RequestListener;
};
// The API refuses an address that is too long with a problem of its own; Node would only hang up.
const server = createServer({ maxHeaderSize: 256 * 1024 }, handler);

server.on('error', (error: NodeJS.ErrnoException) => {
	const sentence =
		error.code === 'EADDRINUSE'
			? `Port ${port} on ${host} is taken; choose another with --port.`
			: `The server could not start: ${error.message}.`;
	process.stderr.write(`vital-few: ${sentence}\n`);
	process.exit(2);
});

server.listen(port, host, () => {
	const address = server.address();
	const actual = typeof address === 'object' && address !== null ? address.port : port;
	const shown = host.includes(':') ? `[${host}]` : host;
	process.stdout.write(
		`Vital Few serves ${process.env['VITAL_FEW_DIR']} at http://${shown}:${actual}  (Ctrl+C stops it)\n`,
	);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.on(signal, () => {
		server.close(() => process.exit(0));
		server.closeAllConnections();
	});
}
