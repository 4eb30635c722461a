/** The formats in which every answer can be had. */
export const FORMATS = ['json', 'csv', 'parquet', 'arrow', 'xlsx'] as const;
export type Format = (typeof FORMATS)[number];

/** The media type of each format. */
export const MEDIA_TYPES: Readonly<Record<Format, string>> = {
	json: 'application/json',
	csv: 'text/csv',
	parquet: 'application/vnd.apache.parquet',
	arrow: 'application/vnd.apache.arrow.stream',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Whether a text names a format. */
export function isFormat(text: string): text is Format {
	return (FORMATS as readonly string[]).includes(text);
}

/** `accounts.csv` as its name and format; undefined where no known format is its ending. */
export function splitExtension(text: string): { name: string; format: Format } | undefined {
	const match = /^(.+)\.([a-z]+)$/.exec(text);
	return match && isFormat(match[2]!) ? { name: match[1]!, format: match[2] } : undefined;
}

/**
 * The format that an `Accept` header likes best: the highest q wins, of equals the first of {@link FORMATS}.
 * Undefined where it takes none of them; JSON where there is no header.
 */
export function acceptedFormat(accept: string | undefined): Format | undefined {
	if (accept === undefined || accept.trim() === '') return 'json';
	const ranges = accept.split(',').map(parseRange);
	const liked = FORMATS.map((format) => ({ format, quality: qualityOf(MEDIA_TYPES[format], ranges) }));
	const best = liked.reduce((most, each) => (each.quality > most.quality ? each : most));
	return best.quality > 0 ? best.format : undefined;
}

interface MediaRange {
	type: string;
	quality: number;
}

function parseRange(text: string): MediaRange {
	const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
	const quality = parameters.find((parameter) => parameter.startsWith('q='));
	const value = quality === undefined ? 1 : Number(quality.slice(2));
	return { type, quality: Number.isFinite(value) ? value : 0 };
}

/** The most specific range decides. */
function qualityOf(type: string, ranges: readonly MediaRange[]): number {
	const candidates = [type, `${type.split('/')[0]}/*`, '*/*'];
	for (const candidate of candidates) {
		const range = ranges.find((each) => each.type === candidate);
		if (range) return range.quality;
	}
	return 0;
}
