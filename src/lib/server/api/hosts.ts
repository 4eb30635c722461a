const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** The names under which the server may be asked: this machine's own, and those that were configured. */
export function allowedHosts(configured: readonly (string | undefined)[]): ReadonlySet<string> {
	const names = configured
		.flatMap((text) => (text ?? '').split(','))
		.map((name) => name.trim().toLowerCase());
	return new Set([
		...LOOPBACK,
		...names.filter((name) => name !== '' && name !== '0.0.0.0' && name !== '::'),
	]);
}

/**
 * Whether a `Host` header names this server, whatever the port: a page of another site, whose name was made to point
 * here, would send its own.
 */
export function isAllowedHost(host: string, allowed: ReadonlySet<string>): boolean {
	const name = host.toLowerCase().replace(/:\d+$/, '');
	return allowed.has(name) || allowed.has(host.toLowerCase());
}
