/** The up to three of `names` that are most like `wanted`, best first, by shared pairs of letters (Dice's coefficient). */
export function nearestNames(wanted: string, names: readonly string[]): string[] {
	return names
		.map((name) => ({ name, likeness: diceCoefficient(letters(wanted), letters(name)) }))
		.filter((candidate) => candidate.likeness > 0.25)
		.sort((a, b) => b.likeness - a.likeness || (a.name < b.name ? -1 : 1))
		.slice(0, 3)
		.map((candidate) => candidate.name);
}

function letters(name: string): string {
	return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function diceCoefficient(a: string, b: string): number {
	if (a.length < 2 || b.length < 2) return a === b ? 1 : 0;
	const pairs = new Map<string, number>();
	for (let i = 0; i < a.length - 1; i++) {
		const pair = a.slice(i, i + 2);
		pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
	}
	let shared = 0;
	for (let i = 0; i < b.length - 1; i++) {
		const pair = b.slice(i, i + 2);
		const left = pairs.get(pair) ?? 0;
		if (left > 0) {
			shared++;
			pairs.set(pair, left - 1);
		}
	}
	return (2 * shared) / (a.length + b.length - 2);
}
